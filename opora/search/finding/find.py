"""Finding tickets, a page at a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from opora.events.public import clock
from opora.people.models import Person
from opora.search.engines.choice import engine
from opora.search.filters.asking import zone_of
from opora.search.finding.orders import MOST_SORTED, ORDERS, is_of_lists
from opora.search.finding.plan import Part, Plan, in_subject
from opora.search.finding.walking import Walk, at
from opora.search.indexing import lanes
from opora.search.language.reading import parse
from opora.search.language.tree import Filter, Node, Word, leaves
from opora.search.language.values import Choice
from opora.search.words.asking import Expression
from opora.tickets.models import Ticket
from opora.tickets.public import COUNT_LIMIT, LISTED, Key, bounded_count, listed, visible_to
from opora.tickets.public import page as page_of_list

PAGE = 50
# Of whatever order, a key is two numbers: moment (microseconds) and ticket, tier and place, or how many were shown.
KEY = re.compile(r"([0-9]{1,16})-([1-9][0-9]{0,17})", re.ASCII)
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
# Tickets that lists leave out are found only by whoever asks for them: what is left out but for a condition “is:”.
LEFT_OUT = {"merged_into__isnull": "merged", "not_request_at__isnull": "not_request"}


@dataclass(frozen=True)
class Found:
    """One page of a search.

    `next` leads to the next page, empty at the end. `count`: how many there are, on the first page only; more than
    that where `is_more`. `remarks`: what the viewer should know of how it was understood.
    """

    tickets: Sequence[Ticket]
    tree: Node
    next: str = ""
    count: int = 0
    is_more: bool = False
    remarks: Sequence[str] = ()


def find(
    viewer: Person,
    query: str,
    *,
    within: QuerySet[Ticket] | None = None,
    after: str = "",
    limit: int = PAGE,
    order: str = "best",
) -> Found:
    """A page of the tickets that fit a query, of those that the viewer may see (of `within`, where that is given).

    `within` must be of those, too. `order` is one of ORDERS; “best” shows tickets with all the words in the subject
    first, then the newest. Times in the query are of the viewer's time zone. Raises Unclear.
    """
    tree = parse(query)
    plan = Plan(viewer, clock.now(), zone_of(viewer))
    part = plan.part(tree)
    tickets = _fitting(visible_to(viewer) if within is None else within, tree, part)
    if not is_of_lists(order):
        return _sorted(tickets, part, tree, after, limit, order, plan.remarks)
    if part.words is None:
        return _list(tickets, tree, after, limit, order, plan.remarks)
    if (number := _number(tree)) is None:
        return _words(tickets, part, tree, after, limit, order, plan.remarks)
    others = _words(tickets.exclude(pk=number), part, tree, after, limit, order, plan.remarks)
    first = [] if after else list(listed(tickets.filter(pk=number)))
    return replace(others, tickets=[*first, *others.tickets], count=others.count + len(first))


def matching(viewer: Person, tree: Node, now: datetime | None = None) -> QuerySet[Ticket]:
    """All tickets that fit and that the viewer may see, unordered: for what needs no page. Raises Unclear."""
    part = Plan(viewer, now or clock.now(), zone_of(viewer)).part(tree)
    return _fitting(visible_to(viewer), tree, part).filter(part.as_q())


def _number(tree: Node) -> int | None:
    """The ticket that is called by its number and nothing else; it comes first, whatever else has that number."""
    digits = tree.text.lstrip("#№") if isinstance(tree, Word) else ""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 18 else None


def _fitting(tickets: QuerySet[Ticket], tree: Node, part: Part) -> QuerySet[Ticket]:
    conditions = [leaf for leaf in leaves(tree) if isinstance(leaf, Filter) and leaf.key == "is"]
    codes = {value.code for leaf in conditions for value in leaf.value if isinstance(value, Choice)}
    tickets = tickets.filter(**{name: one for name, one in LISTED.items() if LEFT_OUT[name] not in codes})
    return tickets if part.tickets is None else tickets.filter(part.tickets)


def _words(
    tickets: QuerySet[Ticket], part: Part, tree: Node, after: str, limit: int, order: str, remarks: list[str]
) -> Found:
    """Matches of the engine in the order of lists; with “best”, those of the subject before the others."""
    assert part.words is not None
    walk = Walk(tickets, part.words, has_conditions=part.tickets is not None, newest_first=order != "oldest")
    best = in_subject(part.words, lanes.ABOUT) if order == "best" else None
    found = list(islice(_tiers(walk, best, *_read(after)), limit + 1))
    rows = _rows([place for _tier, place in found[:limit]])
    following = "{}-{}".format(*found[limit - 1]) if len(found) > limit else ""
    count, is_more = (0, False) if after else walk.count()
    return Found(rows, tree, following, count, is_more, remarks)


def _tiers(walk: Walk, best: Expression | None, tier: int, beyond: int | None) -> Iterator[tuple[int, int]]:
    """Places with their tier, from a key on."""
    if best is not None and tier == 0:
        for places in walk.chunks(beyond, best):
            yield from ((0, place) for place in places)
        beyond = None
    for places in walk.chunks(beyond):
        shown = engine().among(best, places) if best is not None else set()
        yield from ((1, place) for place in places if place not in shown)


def _list(
    tickets: QuerySet[Ticket], tree: Node, after: str, limit: int, order: str, remarks: list[str]
) -> Found:
    """Conditions alone: a list like any other."""
    moment, number = _numbers(after) or (0, 0)
    key = Key(EPOCH + timedelta(microseconds=moment), number) if number else None
    found = page_of_list(tickets, key, limit, newest_first=order != "oldest")
    count = 0 if key else bounded_count(tickets)
    following = f"{(found.next.at - EPOCH) // MICROSECOND}-{found.next.number}" if found.next else ""
    return Found(found.tickets, tree, following, min(count, COUNT_LIMIT), count > COUNT_LIMIT, remarks)


def _sorted(
    tickets: QuerySet[Ticket], part: Part, tree: Node, after: str, limit: int, order: str, remarks: list[str]
) -> Found:
    """By another column: all matches are sorted, or of very many the newest. The key is how many were shown."""
    keys: QuerySet[Ticket, int] | list[int] = tickets.order_by("-last_message_at", "-id").values_list(
        "pk", flat=True
    )
    if part.words is None:
        keys = list(keys[: MOST_SORTED + 1])
    else:
        walk = Walk(tickets, part.words, has_conditions=part.tickets is not None)
        places = list(islice((place for chunk in walk.chunks(None) for place in chunk), MOST_SORTED + 1))
        keys = list(tickets.filter(at(places)).values_list("pk", flat=True)) if places else []
    is_more = len(keys) > MOST_SORTED
    if is_more:
        words = _("There are more than %(count)s: the newest of them are sorted.") % {"count": MOST_SORTED}
        remarks.append(words)
    begin = min((_numbers(after) or (0, 0))[1], MOST_SORTED)
    rows = list(
        listed(Ticket.objects.filter(pk__in=keys[:MOST_SORTED])).order_by(*ORDERS[order])[
            begin : begin + limit
        ]
    )
    following = f"0-{begin + limit}" if begin + limit < min(len(keys), MOST_SORTED) else ""
    return Found(rows, tree, following, min(len(keys), MOST_SORTED), is_more, remarks)


def _rows(places: Sequence[int]) -> list[Ticket]:
    """What a list shows of the tickets at these places, in their order."""
    if not places:
        return []
    tickets = Ticket.objects.filter(at(places))
    rows = {row.found_at: row for row in listed(tickets).annotate(found_at=F("document__place"))}
    return [rows[place] for place in places if place in rows]


def _read(after: str) -> tuple[int, int | None]:
    tier, place = _numbers(after) or (0, None)
    return min(tier, 1), place


def _numbers(after: str) -> tuple[int, int] | None:
    """The two numbers of a key; None for none or nonsense."""
    match = KEY.fullmatch(after)
    return (int(match[1]), int(match[2])) if match else None
