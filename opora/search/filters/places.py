"""dept: org: topic: brand:"""

from collections.abc import Iterable
from difflib import get_close_matches

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Brand, Department, Level, Topic
from opora.desk.public import departments_at
from opora.people.models import Organization
from opora.people.public import folded, folded_words
from opora.search.filters.asking import Asking, any_q
from opora.search.language.tree import Filter
from opora.search.language.unclear import Unclear
from opora.search.language.values import Named, Nothing


def department(filter: Filter, asking: Asking) -> Q:
    """dept: one that the viewer may read, or whose ticket they have."""
    return _of(filter, "department", department_rows(asking))


def topic(filter: Filter, asking: Asking) -> Q:
    """topic: customers know those that they may choose."""
    return _of(filter, "topic", topic_rows(asking))


def brand(filter: Filter, asking: Asking) -> Q:
    """brand:"""
    return _of(filter, "brand", Brand.objects.order_by("id"))


def organization(filter: Filter, asking: Asking) -> Q:
    """org: by name or mail domain, with none for those of nobody's organization."""
    return any_q(
        [
            Q(organization__isnull=True)
            if isinstance(value, Nothing)
            else Q(organization__in=organizations_called(value.text).values("pk"))
            for value in filter.value
            if isinstance(value, Nothing | Named)
        ]
    )


def department_rows(asking: Asking) -> Iterable[Department]:
    """The departments whose names the viewer may know."""
    known = Q(pk__in=departments_at(asking.viewer, Level.READ))
    return Department.objects.filter(known | Q(tickets__assignee=asking.viewer)).distinct()


def topic_rows(asking: Asking) -> Iterable[Topic]:
    """The topics whose names the viewer may know."""
    return Topic.objects.all() if asking.viewer.is_staff else Topic.objects.filter(is_public=True)


def names_of(row: Department | Topic | Brand) -> list[str]:
    """Everything it is called, in any language."""
    return [row.name, *map(str, row.translations.values())]


def _of(filter: Filter, column: str, rows: Iterable[Department | Topic | Brand]) -> Q:
    known = {row.pk: [folded(name) for name in names_of(row)] for row in rows}
    parts = []
    for value in filter.value:
        if isinstance(value, Nothing):
            parts.append(Q(**{f"{column}__isnull": True}))
        elif isinstance(value, Named):
            parts.append(
                Q(**{f"{column}__in": _fitting(value.text, known) or _refuse(value.text, filter, known)})
            )
    return any_q(parts)


def _fitting(text: str, known: dict[int, list[str]]) -> list[int]:
    """Those called exactly so, or else those of whose name each word begins with one of the text's."""
    said, words = folded(text), folded_words(text)
    exact = [key for key, names in known.items() if said in names]
    if exact or not words:
        return exact
    return [key for key, names in known.items() if any(_holds(name, words) for name in names)]


def _holds(name: str, words: list[str]) -> bool:
    own = folded_words(name)
    return all(any(had.startswith(word) for had in own) for word in words)


def _refuse(text: str, filter: Filter, known: dict[int, list[str]]) -> list[int]:
    names = [name for all_names in known.values() for name in all_names]
    near = get_close_matches(folded(text)[:60], names, n=1, cutoff=0.6)
    if near:
        message = _("Nothing here is called “%(name)s”. Did you mean “%(nearest)s”?")
    else:
        message = _("Nothing here is called “%(name)s”.")
    words = {"name": text[:60], "nearest": near[0] if near else ""}
    raise Unclear("unknown_name", message % words, filter.start, filter.end)


def organizations_called(text: str) -> QuerySet[Organization]:
    """By a piece of the name in one of its usual spellings, or by a mail domain."""
    found = Q(domains__domain=text.lower().lstrip("@"))
    for spelling in {text, text.lower(), text.capitalize(), text.title(), text.upper()}:
        found |= Q(name__icontains=spelling)
    return Organization.objects.filter(found)
