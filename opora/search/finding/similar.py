"""Tickets that speak of the same: those that share the words which few others have."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from django.db.models import QuerySet

from opora.people.models import Person
from opora.search.engines.choice import engine
from opora.search.indexing import lanes
from opora.search.models import Document, Form
from opora.search.words.asking import Expression, any_of, laned, word
from opora.search.words.folding import fold
from opora.search.words.tokens import STOP, chunks
from opora.tickets.models import Ticket
from opora.tickets.public import LISTED, listed, visible_to

# Words of the text that are weighed, those that are looked for, documents that are compared.
WEIGHED, ASKED, COMPARED = 400, 10, 300
# A word that more than one ticket in so many has says little of what it is about.
COMMON = 12
# Part of the weight of all words looked for that another ticket must have.
LEAST = 0.3


@dataclass(frozen=True)
class Alike:
    """A ticket and how much of the words' weight it shares (0 to 1)."""

    ticket: Ticket
    share: float


def similar(viewer: Person, ticket: Ticket, limit: int = 5) -> list[Alike]:
    """Tickets like this one among those the viewer may see, the most alike first."""
    document = Document.objects.filter(pk=ticket.pk).first()
    if document is None:
        return []
    return similar_to(viewer, f"{document.subject} {document.public[:4_000]}", limit, but=[ticket.pk])


def similar_to(viewer: Person, text: str, limit: int = 5, *, but: Sequence[int] = ()) -> list[Alike]:
    """Tickets that speak of what a text speaks of, among those the viewer may see."""
    weights = _weights(text)
    if not weights:
        return []
    asked = any_of(weights)
    assert asked is not None
    candidates = engine().find(asked, beyond=None, limit=COMPARED).places
    tickets = visible_to(viewer).filter(**LISTED).exclude(pk__in=but)
    return _best(tickets.filter(document__place__in=candidates), weights, limit)


def _best(tickets: QuerySet[Ticket], weights: dict[Expression, float], limit: int) -> list[Alike]:
    places = dict(tickets.values_list("document__place", "pk"))
    scores = dict.fromkeys(places, 0.0)
    for asked, weight in weights.items():
        for place in engine().among(asked, places):
            scores[place] += weight
    whole = sum(weights.values())
    best = sorted(scores, key=lambda place: (-scores[place], -place))[:limit]
    shares = {places[place]: scores[place] / whole for place in best if scores[place] >= LEAST * whole}
    rows = {row.pk: row for row in listed(Ticket.objects.filter(pk__in=list(shares)))}
    return [Alike(rows[key], share) for key, share in shares.items() if key in rows]


def _weights(text: str) -> dict[Expression, float]:
    """What to look for, each with its weight: the rarer, the more; but for what occurs here alone."""
    parts = [part for chunk in chunks(fold(text)) for part in chunk.parts]
    forms = list(
        dict.fromkeys(part for part in parts if len(part) > 2 and part.isalpha() and part not in STOP)
    )
    known = dict(Form.objects.filter(text__in=forms[:WEIGHED], tickets__gt=1).values_list("text", "tickets"))
    total = max(Document.objects.order_by().count(), 1)
    telling = sorted((count, form) for form, count in known.items() if count <= max(total / COMMON, 5))
    found: dict[Expression, float] = {}
    for count, form in telling[:ASKED]:
        asked = word(form)
        if asked is not None:
            found[laned(asked, lanes.ABOUT + lanes.PUBLIC)] = log(1 + total / count)
    return found
