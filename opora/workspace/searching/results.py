"""The results of a search as a list pane, which may stand beside a ticket like any other list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from opora.people.models import Person
from opora.people.public import keepable
from opora.search.public import (
    Found,
    Marker,
    Snippet,
    Unclear,
    find,
    marked,
    saved_searches,
    snippets,
    suggest,
)
from opora.tickets.models import Ticket
from opora.workspace.searching.parts import parts_of

PREFIX = "search:"
PAGE = 30
ORDERS: Mapping[str, str | Promise] = {
    "best": pgettext_lazy("order", "best first"),
    "latest": pgettext_lazy("order", "latest answer first"),
    "oldest": pgettext_lazy("order", "oldest answer first"),
    "created": pgettext_lazy("order", "newest ticket first"),
    "-created": pgettext_lazy("order", "oldest ticket first"),
    "updated": pgettext_lazy("order", "changed last first"),
    "priority": pgettext_lazy("order", "most urgent first"),
    "waiting": pgettext_lazy("order", "longest wait first"),
    "requester": pgettext_lazy("order", "by requester"),
    "agent": pgettext_lazy("order", "by agent"),
    "department": pgettext_lazy("order", "by department"),
    "status": pgettext_lazy("order", "by status"),
}


@dataclass(frozen=True)
class Result:
    """A ticket that was found, and the place where the words stand."""

    ticket: Ticket
    subject: SafeString
    snippet: Snippet | None

    @property
    def anchor(self) -> str:
        """Leads to the very message."""
        return f"#message-{self.snippet.message}" if self.snippet and self.snippet.message else ""


def key_of(query: str, order: str) -> str:
    """What the list beside a ticket is called in its address."""
    return f"{PREFIX}{order}:{query}"


def read(key: str) -> tuple[str, str]:
    """Query and order of such a key."""
    order, _colon, query = key.removeprefix(PREFIX).partition(":")
    return query, order


def url_of(query: str, order: str = "best", after: str = "") -> str:
    """The address of a search."""
    given = {"q": query, "order": "" if order == "best" else order, "after": after}
    asked = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('workspace:search')}?{asked}" if asked else reverse("workspace:search")


def listing(viewer: Person, query: str, order: str = "best", after: str = "") -> dict[str, object]:
    """What the list pane shows: of a clear query results, of an unclear one where and why, of an empty one nothing."""
    query, order = tidy(query), order if order in ORDERS else "best"
    saved = list(saved_searches(viewer))
    shown: dict[str, object] = {
        "template": "workspace/search/_listing.html",
        "key": key_of(query, order),
        "rail_key": "",
        "query": query,
        "title": _("Search"),
        "url": url_of(query, order),
        "order": order,
        "order_label": ORDERS[order],
        "saved": saved,
        "kept_as": next((row for row in saved if (row.query, row.order) == (query, order)), None),
    }
    if not query:
        return shown
    try:
        found = find(viewer, query, after=after, limit=PAGE, order=order)
    except Unclear as unclear:
        return {**shown, "title": _("Not understood"), "unclear": _unclear(query, order, unclear)}
    return {**shown, **_found(viewer, query, order, found)}


def tidy(query: str) -> str:
    """What was typed, as it is looked for: in one line."""
    return " ".join(keepable(query).split())


def _found(viewer: Person, query: str, order: str, found: Found) -> dict[str, object]:
    meant = [] if found.tickets else suggest(viewer, query, found.tree)
    return {
        "title": count_words(found.count, is_more=found.is_more) if found.count else _("Search"),
        "results": _results(viewer, found),
        "remarks": found.remarks,
        "next_url": url_of(query, order, found.next) if found.next else "",
        "sorts": [
            {"label": label, "url": url_of(query, name), "is_current": name == order}
            for name, label in ORDERS.items()
        ],
        "chips": parts_of(viewer, query, lambda other: url_of(other, order)),
        "suggestions": [{"query": other, "url": url_of(other, order)} for other in meant],
    }


def _results(viewer: Person, found: Found) -> Sequence[Result]:
    marker, places = Marker(found.tree), snippets(viewer, found.tickets, found.tree)
    return [
        Result(
            ticket, marked(marker.pieces(ticket.subject or _("without a subject"))[0]), places.get(ticket.pk)
        )
        for ticket in found.tickets
    ]


def _unclear(query: str, order: str, unclear: Unclear) -> dict[str, Any]:
    start, end = max(0, unclear.start), max(unclear.start, unclear.end)
    return {
        "before": query[:start],
        "place": query[start:end],
        "after": query[end:],
        "message": unclear.message,
        "suggestion": unclear.suggestion,
        "suggestion_url": url_of(unclear.suggestion, order) if unclear.suggestion else "",
    }


def count_words(count: int, *, is_more: bool) -> str:
    """“312 found”, “1000+ found”."""
    if is_more:
        return _("%(n)d+ found") % {"n": count}
    return ngettext("%(n)d found", "%(n)d found", count) % {"n": count}
