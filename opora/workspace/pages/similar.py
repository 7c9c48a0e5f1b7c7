"""/desk/tickets/4711/similar/: tickets that speak of the same."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opora.events.public import clock
from opora.search.public import similar
from opora.tickets.models import Ticket
from opora.tickets.public import may
from opora.workspace.doors import actor_of, person_of

# The same customer about the same within so many days: probably the same request.
DUPLICATE_DAYS = 30


def alike(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The fragment of the context pane; empty when there are none."""
    rows = [row.ticket for row in similar(person_of(request), ticket)]
    since = clock.now() - timedelta(days=DUPLICATE_DAYS)
    doubles = [
        row for row in rows if row.requester_id == ticket.requester_id and row.last_message_at >= since
    ]
    context = {
        "ticket": ticket,
        "doubles": doubles,
        "others": [row for row in rows if row not in doubles],
        "may_merge": may(actor_of(request), ticket, "merge"),
    }
    return render(request, "workspace/tickets/_similar.html", context)
