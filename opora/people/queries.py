"""Shared reads about people."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from opora.people import addresses
from opora.people.models import Identity, IdentityKind, Organization, OrganizationDomain, Person
from opora.people.roles import STAFF, Role


def names_of_persons(keys: set[int]) -> Mapping[int, str]:
    """What persons are called, by id."""
    return {person.pk: person.called for person in Person.objects.filter(pk__in=keys).only("name", "email")}


def names_of_organizations(keys: set[int]) -> Mapping[int, str]:
    """Names of organizations, by id."""
    return dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name"))


def by_email(address: str) -> Person | None:
    """Whoever has this mail address, in any of its spellings."""
    identity = Identity.objects.select_related("person").filter(
        kind=IdentityKind.EMAIL, value=address.strip().lower()
    )
    return next((row.person for row in identity), None)


def by_phone(number: str) -> Person | None:
    """Whoever has this phone number."""
    identity = Identity.objects.select_related("person").filter(
        kind=IdentityKind.PHONE, value=addresses.phone(number)
    )
    return next((row.person for row in identity), None)


def organization_of_domain(address: str) -> Organization | None:
    """The organization that a mail address belongs to by its domain."""
    domain = address.rpartition("@")[2].lower()
    known = OrganizationDomain.objects.filter(domain=domain).values_list("organization", flat=True)
    return Organization.objects.get(pk=known[0]) if known else None


def addresses_of(people: Iterable[Person]) -> dict[str, int]:
    """All mail addresses of these persons, each with its person's id."""
    rows = Identity.objects.filter(kind=IdentityKind.EMAIL, person__in=list(people))
    return dict(rows.values_list("value", "person_id"))


def staff() -> QuerySet[Person]:
    """Everybody who works at the desk now, by name."""
    return Person.objects.filter(role__in=STAFF, is_active=True).order_by("name", "id")


def administrators() -> QuerySet[Person]:
    """Active administrators."""
    return Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True)


def find(text: str) -> QuerySet[Person]:
    """Persons whose name or address holds the text; for pickers, not for lists."""
    text = text.strip()
    matching = Q(name__icontains=text) | Q(identities__value__icontains=text.lower())
    return Person.objects.filter(matching).select_related("organization").distinct().order_by("name", "id")
