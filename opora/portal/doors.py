"""The portal's door to one request: the signed link from a mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, NotFound
from opora.tickets.models import Ticket
from opora.tickets.public import key_for, may, obtain, person_of, survivor


def request_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of one request, for whoever the key in its address was given to; everybody else learns what to do."""

    @wraps(page)
    def opened(request: HttpRequest, number: int, key: str, **kwargs: Any) -> HttpResponse:
        found = _found(number, key)
        if found is None:
            return stranger(request)
        ticket, person = found
        merged = survivor(ticket)
        if merged.pk != ticket.pk and request.method == "GET":
            if not may(Actor.of(person), merged, "see"):
                return stranger(request)
            return redirect("portal:request", merged.pk, key_for(merged, person))
        try:
            response = page(request, ticket, person, key, **kwargs)
        except (NotFound, NotAllowed):
            return stranger(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


def stranger(request: HttpRequest) -> HttpResponse:
    """404 for a forged link, somebody else's, one that was cut short: they all look the same."""
    return render(request, "portal/requests/stranger.html", status=404)


def _found(number: int, key: str) -> tuple[Ticket, Person] | None:
    ticket = Ticket.objects.filter(pk=number).first() if number < 2**63 else None
    person = person_of(ticket, key) if ticket else None
    if person is None:
        return None
    try:
        found = obtain(person, number)
    except NotFound:
        return None
    return (found, person) if not person.is_staff or _asked(found, person) else None


def _asked(ticket: Ticket, person: Person) -> bool:
    """Whether a member of staff is on the customers' side here: others never read customer-side notes."""
    return ticket.requester_id == person.pk or ticket.collaborators.filter(person=person).exists()
