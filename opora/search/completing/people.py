"""Offers of people, as far as the viewer may know them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext

from opora.desk.models import Level, Mailbox
from opora.desk.public import departments_at
from opora.people.models import Person
from opora.people.public import STAFF, Role, called
from opora.search.completing.offer import MOST, Offer, begins_one, fits
from opora.search.filters.asking import Asking
from opora.search.filters.messages import readable
from opora.tickets.public import visible_to

# Customers are offered whom they met on their latest tickets, so many of them.
LATEST = 50
MOST_STAFF = 500


def offers(key: str, typed: str, asking: Asking) -> list[Offer]:
    """Me and nobody where the key knows them, then people by the beginnings of their names and addresses."""
    found = (
        [Offer("me", pgettext("search", "me"), asking.viewer.called)]
        if begins_one(typed, ("me", pgettext("search", "me")))
        else []
    )
    if key == "agent":
        if begins_one(typed, ("none", pgettext("search", "none"))):
            found.append(Offer("none", pgettext("search", "none"), pgettext("search", "nobody")))
        return found + _agents(typed, asking)
    if not asking.viewer.is_staff:
        return found + _met(typed, asking)
    if key == "to":
        addresses = Mailbox.objects.order_by("id").values_list("address", flat=True)
        found += [Offer.named(address) for address in addresses if typed and begins_one(typed, [address])]
    return found + (_everybody(typed) if typed else [])


def _agents(typed: str, asking: Asking) -> list[Offer]:
    """Staff who may answer in a department that the viewer may read."""
    departments = departments_at(asking.viewer, Level.READ)
    near = Q(access__department__in=departments, access__level__gt=Level.NONE)
    everywhere = Q(role__in=[Role.SUPERVISOR, Role.ADMINISTRATOR])
    staff = Person.objects.filter(near | everywhere, role__in=STAFF, is_active=True).distinct()
    return _of(person for person in staff.order_by("name", "id")[:MOST_STAFF] if fits(typed, _names(person)))


def _everybody(typed: str) -> list[Offer]:
    people = list(called(typed)[: 4 * MOST])
    return _of(sorted(people, key=lambda person: person.called))


def _met(typed: str, asking: Asking) -> list[Offer]:
    """Who asked or wrote on the customer's latest tickets, by name alone."""
    latest = visible_to(asking.viewer).order_by("-last_message_at").values_list("pk", flat=True)[:LATEST]
    tickets = list(latest)
    wrote: QuerySet[Person] = Person.objects.filter(
        Q(tickets__in=tickets) | Q(pk__in=readable(asking).filter(ticket__in=tickets).values("author"))
    )
    names = (person.name for person in wrote.distinct().order_by("name", "id") if person.name)
    return [Offer.named(name) for name in names if fits(typed, [name])][:MOST]


def _of(people: Iterable[Person]) -> list[Offer]:
    return [Offer.named(person.email or person.name, person.called, person.email or "") for person in people][
        :MOST
    ]


def _names(person: Person) -> list[str]:
    return [person.name, person.email or ""]
