"""Persons by the beginnings of the words that they are filed under."""

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from opora.people.finding.folding import folded_words
from opora.people.models import Identity, IdentityKind, Person, PersonWord
from opora.people.roles import STAFF
from opora.people.writing import keepable


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
