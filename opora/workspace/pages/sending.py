"""/desk/tickets/4711/messages/12/sending/: an answer that did not arrive is sent again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.mail.actions import send_again
from opora.mail.public import deliveries_of
from opora.people.public import Refusal
from opora.tickets.models import Message, Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of


@require_POST
def again(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """Every copy of it that failed or came back goes into the queue once more."""
    message = get_object_or_404(Message, pk=key, ticket=ticket)
    delivery = deliveries_of([message]).get(key)
    if delivery is None or not delivery.failed:
        raise Refusal(
            "nothing_failed", _("There is nothing to send again: it arrived, or is still on its way.")
        )
    with one_act():
        for mail in delivery.mails:
            if mail.pk in delivery.failed:
                send_again(actor=actor_of(request), outgoing=mail)
    return answers.done(request, ticket, _("It is on its way again."))
