"""status: priority: type: tag: channel: language: number:"""

from django.db.models import Q

from opora.desk.models import Priority
from opora.people.public import begins
from opora.search.filters.asking import NOTHING, Asking, any_q
from opora.search.language.tree import Filter
from opora.search.language.values import Choice, Named, Numbers
from opora.tickets.models import OPEN_STATUSES, TicketTag

_LOOKUPS = {"": "", ">": "__gt", ">=": "__gte", "<": "__lt", "<=": "__lte"}


def status(filter: Filter, asking: Asking) -> Q:
    """status: those of a status, or of all that still need somebody."""
    wanted: set[str] = set()
    for code in codes(filter):
        wanted |= {str(one) for one in OPEN_STATUSES} if code == "unsolved" else {code}
    return Q(status__in=sorted(wanted))


def plain(filter: Filter, asking: Asking) -> Q:
    """A key whose choices are the values of the column of the same name."""
    return Q(**{f"{filter.key}__in": codes(filter)})


def priority(filter: Filter, asking: Asking) -> Q:
    """priority: one, or those from one on."""
    return any_q(
        [
            Q(**{f"priority{_LOOKUPS[value.sign]}": Priority[value.code.upper()]})
            for value in filter.value
            if isinstance(value, Choice)
        ]
    )


def language(filter: Filter, asking: Asking) -> Q:
    """language: of any country."""
    return any_q([Q(language=code) | Q(language__startswith=f"{code}-") for code in codes(filter)])


def tag(filter: Filter, asking: Asking) -> Q:
    """tag: exactly this word, or with a star what begins so; none for those without tags."""
    return any_q([_tag(value.text) if isinstance(value, Named) else _no_tag() for value in filter.value])


def number(filter: Filter, asking: Asking) -> Q:
    """number: one, several, a range."""
    return any_q([_number(value) for value in filter.value if isinstance(value, Numbers)])


def codes(filter: Filter) -> list[str]:
    """The codes that were chosen."""
    return [value.code for value in filter.value if isinstance(value, Choice)]


def _tag(text: str) -> Q:
    name = text.lower().strip(" #")
    start = name.rstrip("*")
    if not start:
        return NOTHING
    matching = begins("name", start) if start != name else Q(name=name)
    return Q(pk__in=TicketTag.objects.filter(matching).values("ticket"))


def _no_tag() -> Q:
    return ~Q(pk__in=TicketTag.objects.values("ticket"))


def _number(numbers: Numbers) -> Q:
    if numbers.least == numbers.most:
        return Q(pk=numbers.least)
    least, most = numbers.least or 0, numbers.most
    return Q(pk__gte=least) if most is None else Q(pk__gte=least, pk__lte=most)
