"""Search: tickets with the places where the words stand, and what was probably meant."""

from typing import Annotated, Literal, get_args

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from opora.api.parts import shapes
from opora.api.parts.shapes import TicketInList
from opora.api.protocol.cursors import TimePaging
from opora.api.protocol.door import person_of
from opora.api.protocol.values import Asked, Shown
from opora.search.public import ORDERS, Snippet, find, snippets, suggest

router = Router(tags=["Search"])
OrderName = Literal[
    "best", "latest", "oldest", "created", "-created", "updated", "-updated", "number", "-number", "priority",
    "-priority", "subject", "-subject", "requester", "agent", "department", "status", "waiting",
]  # fmt: skip
assert set(get_args(OrderName)) == set(ORDERS)


class Piece(Shown):
    """Some words of a message; `is_hit`: they were looked for."""

    text: str
    is_hit: bool


class Match(Shown):
    """Where in a ticket the words stand."""

    message: int | None = Field(description="The message.")
    is_note: bool
    pieces: list[Piece]


class FoundTicket(Shown):
    """A ticket that fits."""

    ticket: TicketInList
    match: Match | None = Field(
        description="Null where the words stand in no message (but in the subject, say)."
    )


class Results(Shown):
    """A page of what was found."""

    items: list[FoundTicket]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")
    count: int | None = Field(description="How many there are; null on later pages.")
    is_more: bool = Field(description="Whether there are more than `count`.")
    remarks: list[str] = Field(description="How the query was understood, where that needs saying.")
    suggestions: list[str] = Field(
        description="Queries that would find something, where this one found nothing."
    )


class SearchQuery(TimePaging):
    """What is looked for."""

    q: Asked = Field(description="In the language of docs/search.md.")
    limit: Annotated[int, Field(ge=1, le=100, description="How many at most.")] = 30
    order: OrderName = Field(
        "best", description="“best”: all words in the subject first, then by last message."
    )


@router.get("/search", response=Results)
def search(request: HttpRequest, wanted: Query[SearchQuery]) -> Results:
    """Searches tickets.

    Among those that the one who asks may see. What cannot be understood is a 422 that says what and where.
    """
    person = person_of(request)
    found = find(person, wanted.q, after=wanted.cursor or "", limit=wanted.limit, order=wanted.order)
    matches = snippets(person, found.tickets, found.tree)
    return Results(
        items=[
            FoundTicket(ticket=shapes.in_list(row, person), match=_match(matches.get(row.pk)))
            for row in found.tickets
        ],
        next=found.next or None,
        count=None if wanted.cursor else found.count,
        is_more=found.is_more,
        remarks=list(found.remarks),
        suggestions=[] if found.tickets or wanted.cursor else suggest(person, wanted.q, found.tree),
    )


def _match(snippet: Snippet | None) -> Match | None:
    if snippet is None:
        return None
    pieces = [Piece(text=piece.text, is_hit=piece.is_hit) for piece in snippet.pieces]
    return Match(message=snippet.message, is_note=snippet.is_note, pieces=pieces)
