"""Who looks at the portal: somebody signed in, or somebody who came by the link mailed to their address."""

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from opora.events.public import clock
from opora.people.models import Person
from opora.tickets.models import Ticket
from opora.tickets.public import person_of

SALT = "opora my requests"
LINK_SECONDS = 3600
# How long a browser that came by the mailed link stays known.
KNOWN_SECONDS = 12 * 3600


def of(request: HttpRequest) -> Person | None:
    """The person this browser is known as on the portal; None for a stranger."""
    return by_link(request) or (request.user if isinstance(request.user, Person) else None)


def by_link(request: HttpRequest) -> Person | None:
    """Whoever came by the mailed link and did not leave since."""
    kept = request.session.get("customer")
    if not kept or kept["until"] < clock.now().timestamp():
        return None
    return Person.objects.filter(pk=kept["person"], is_active=True).first()


def by_ticket(request: HttpRequest) -> Person | None:
    """Whoever comes from their request's page: its number and key are in the address (`?from=4711/key`)."""
    number, _, key = request.GET.get("from", "").partition("/")
    ticket = Ticket.objects.filter(pk=number).first() if _is_number(number) else None
    person = person_of(ticket, key) if ticket else None
    return person if person is not None and not person.is_staff else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def link_for(person: Person) -> str:
    """The path of the link that is mailed to this person; valid one hour."""
    return reverse("portal:enter", args=[signing.dumps([person.pk, person.email], salt=SALT)])


def person_of_link(token: str) -> Person | None:
    """Whom a mailed link is for; None for a forged or old one, or when the address is theirs no more."""
    try:
        key, address = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Person.objects.filter(pk=key, email=address, is_active=True).first()


def remember(request: HttpRequest, person: Person) -> None:
    """This browser is the person's until tomorrow or until they leave."""
    request.session.cycle_key()
    request.session["customer"] = {"person": person.pk, "until": clock.now().timestamp() + KNOWN_SECONDS}


def forget(request: HttpRequest) -> None:
    """This browser is nobody's again."""
    request.session.pop("customer", None)
