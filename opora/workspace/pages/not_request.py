"""/desk/tickets/4711/request/: whether it is a request at all, and whether its sender shall write again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.mail.actions import add_block_rule
from opora.tickets.actions import a_request_after_all, not_a_request
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of


@require_POST
def request_or_not(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """`is_request`: no, block (no, and the sender blocked), or yes."""
    said, actor = request.POST.get("is_request"), actor_of(request)
    if said == "yes":
        with one_act() as act:
            ticket = a_request_after_all(actor=actor, ticket=ticket)
        return answers.done(request, ticket, _("It is a request again."), act)
    with one_act() as act:
        ticket = not_a_request(actor=actor, ticket=ticket)
        if said == "block" and ticket.requester.email:
            add_block_rule(actor=actor, sort="sender", value=ticket.requester.email, ticket=ticket)
            words = _("Not a request; its sender is blocked.")
        else:
            words = _("Not a request. It is in no list any more.")
    return answers.done(request, ticket, words, act)
