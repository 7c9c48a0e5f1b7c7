"""/desk/tickets/new/: a ticket for somebody who called."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opora.conf.database import durably
from opora.mail.actions import confirm
from opora.people.actions import ensure_person
from opora.tickets.actions import open_ticket
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.writing import NewTicketForm

FIELDS = ("requester", "name", "channel", "department", "topic", "priority", "subject", "author", "confirm")


def new_ticket(request: HttpRequest) -> HttpResponse:
    """Opens a ticket on behalf of a customer, who is added if the desk does not know them."""
    initial = {"idempotency_key": secrets.token_hex(16), "requester": request.GET.get("requester", "")}
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewTicketForm(*posted, person=person_of(request), initial=initial)
    if form.is_valid():
        with durably():
            made = answers.attempt(form, lambda: _open(request, form))
        if made:
            answers.doubt(request, form.cleaned_data["requester"])
            return answers.done(request, made[0], _("Opened."))
    context: dict[str, object] = {
        "form": form,
        "shown": [form[name] for name in FIELDS],
        "submission": form["idempotency_key"].value(),
    }
    return answers.page_of(request, "workspace/tickets/new.html", context, 422 if form.is_bound else 200)


def _open(request: HttpRequest, form: NewTicketForm) -> Ticket:
    given: dict[str, Any] = form.cleaned_data
    actor = actor_of(request)
    ticket = open_ticket(
        actor=actor,
        requester=ensure_person(actor=actor, email=given["requester"], name=given["name"]),
        subject=given["subject"],
        words=form.words(),
        channel=given["channel"],
        department=given["department"],
        topic=given["topic"],
        priority=given["priority"],
        from_desk=given["author"] == "desk",
        submission=form.submission(person_of(request)),
    )
    if given["confirm"] and given["author"] != "desk":
        confirm(actor=actor, ticket=ticket)
    return ticket
