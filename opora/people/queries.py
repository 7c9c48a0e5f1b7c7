"""Shared reads about people."""

from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from opora.people import addresses
from opora.people.folding import folded_words
from opora.people.models import Identity, IdentityKind, Organization, OrganizationDomain, Person, PersonWord
from opora.people.roles import STAFF, Role
from opora.people.writing import keepable


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


def begins(column: str, start: str) -> Q:
    """That a folded column begins so, in the words that let this database use its index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": start})
    return Q(**{f"{column}__gte": start, f"{column}__lt": start + chr(0x10FFFF)})


def called(text: str, *, staff_by_address: bool = True) -> QuerySet[Person]:
    """Persons with an address of exactly this, or else those of whom each word of the text begins a word of theirs.

    Capitals and accents make no difference: “benes” finds Benešová. Without `staff_by_address` staff is found by
    name only: where customers ask. Nobody is called by a text without words.
    """
    text = keepable(text)
    known = Identity.objects.filter(kind__in=IdentityKind.values, value=text.strip().lower())
    if staff_by_address and (exact := list(known.values_list("person_id", flat=True))):
        return Person.objects.filter(pk__in=exact)
    words = sorted(folded_words(text), key=len, reverse=True)
    if not words:
        return Person.objects.none()
    # The longest is the rarest, mostly: the index finds whoever has it, and the others are asked of those alone.
    people = Person.objects.filter(pk__in=_filed_under(words[0], staff_by_address).values("person"))
    for word in words[1:]:
        people = people.filter(Exists(_filed_under(word, staff_by_address).filter(person=OuterRef("pk"))))
    return people


def _filed_under(word: str, staff_by_address: bool) -> QuerySet[PersonWord]:
    found = PersonWord.objects.filter(begins("word", word))
    return found if staff_by_address else found.filter(Q(of_name=True) | ~Q(person__role__in=STAFF))
