"""/desk/tickets/4711/undelivered/99/: what becomes of an answer that did not arrive."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.mail.actions import correct_address, leave_undelivered, send_again, send_to
from opora.mail.models import OutgoingMail
from opora.people.public import Refusal
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of


@require_POST
def decide(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """Sends it to another address of the person, to a corrected one, once more to the same, or leaves it."""
    mail = get_object_or_404(OutgoingMail.objects.select_related("message"), pk=key, message__ticket=ticket)
    with one_act() as act:
        words = _decided(request, mail, request.POST.get("address", "").strip())
    return answers.done(request, ticket, words, act)


def _decided(request: HttpRequest, mail: OutgoingMail, address: str) -> str:
    actor, decision = actor_of(request), request.POST.get("decision", "")
    if decision in {"send_to", "correct"}:
        verb = send_to if decision == "send_to" else correct_address
        sent = verb(actor=actor, outgoing=mail, address=address)
        return _("It is on its way to %(address)s.") % {"address": sent.address}
    if decision == "again":
        send_again(actor=actor, outgoing=mail)
        return _("It is on its way again.")
    if decision == "leave" and mail.message is not None:
        leave_undelivered(actor=actor, message=mail.message)
        return _("Left as it is.")
    raise Refusal("bad_choice", _("Choose one of the values offered."), "decision")
