"""An address that looks mistyped: said while the form is filled in, and asked again when the request was sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from opora.events.public import one_act
from opora.mail.public import suggest_address
from opora.people.actions import ensure_person
from opora.people.public import Actor
from opora.portal import limits
from opora.portal.receipt import Receipt
from opora.tickets.actions import change_requester
from opora.tickets.models import Ticket

BY_COMPUTER = 120  # looks an hour


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """What stands below the address while the form is filled in; nothing when the address looks right."""
    address = request.GET.get("email", "")[:254]
    meant = suggest_address(address) if limits.spend("address", limits.computer(request), BY_COMPUTER) else ""
    return render(request, "portal/requests/_mistyped.html", {"meant": meant})


@require_POST
def correct(request: HttpRequest, token: str) -> HttpResponse:
    """“Yes, I meant that”: the request becomes that address's. What was meant is worked out here, never sent along."""
    receipt = Receipt.read(token)
    if receipt is None:
        raise Http404
    meant = suggest_address(receipt.address)
    ticket = Ticket.objects.select_related("requester").filter(pk=receipt.number).first()
    if not meant or ticket is None or ticket.requester.email != receipt.address:
        return redirect("portal:sent", token)
    before = ticket.requester
    with one_act():
        system = Actor.system()
        person = ensure_person(actor=system, email=meant, name=before.name, language=before.language)
        change_requester(actor=system, ticket=ticket, requester=person)
    return redirect("portal:sent", Receipt(ticket.pk, meant, is_confirmed=False).token())
