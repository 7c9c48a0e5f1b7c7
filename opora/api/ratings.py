"""How customers found the help."""

from typing import Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts.shapes import Somebody, somebody
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Given, LongText, Moment, Number, Shown
from opora.feedback import actions
from opora.feedback.models import Rating
from opora.feedback.public import ratings_for
from opora.people.models import Person
from opora.tickets.public import obtain

router = Router(tags=["Ratings"])
VerdictName = Literal["good", "bad"]


class RatingShown(Shown):
    """A verdict on the work on a ticket. `agent` wrote the last answer before it."""

    id: int
    ticket: int
    person: Somebody | None
    agent: Somebody | None
    verdict: VerdictName
    comment: str
    given_at: Moment
    changed_at: Moment = Field(description="When it was changed last.")


class Ratings(Shown):
    """A page of ratings, oldest first."""

    items: list[RatingShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class RatingFilter(IdPaging):
    """What a list of ratings is narrowed to."""

    ticket: Number | None = None
    verdict: VerdictName | None = None


class NewRating(Given):
    """What the customer says. Saying it again changes it."""

    verdict: VerdictName
    comment: LongText = ""


class Question(Shown):
    """Whether the customer is asked how it went; `reason` says in a code why not."""

    asked_at: Moment | None
    reason: str


@router.get("/ratings", response=Ratings)
def list_ratings(request: HttpRequest, wanted: Query[RatingFilter]) -> Ratings:
    """Lists ratings.

    Staff: of tickets that they may read. Customers: their own.
    """
    person = person_of(request)
    rows = ratings_for(person)
    for name in ("ticket", "verdict"):
        if (value := getattr(wanted, name)) is not None:
            rows = rows.filter(**{name: value})
    found, following = by_id(rows, wanted)
    return Ratings(items=[_shown(row, person) for row in found], next=following)


@router.put("/tickets/{number}/rating", response=RatingShown)
def rate_ticket(request: HttpRequest, number: Path[Number], body: NewRating) -> RatingShown:
    """Says how it went.

    Customers only, once it was answered and solved, and for some days. Saying it again changes it.
    """
    actor = actor_of(request)
    ticket = obtain(actor, number)
    row = actions.rate(actor=actor, ticket=ticket, verdict=body.verdict, comment=body.comment)
    return _shown(row, person_of(request))


@router.post("/tickets/{number}/ask-rating", response={200: Question})
@repeatable(200)
def ask_for_rating(request: HttpRequest, number: Path[Number]) -> Question:
    """Asks the customer how it went, now.

    Staff who may reply. Nobody is asked who does not want it, twice in a month, or before it is solved.
    """
    actor = actor_of(request)
    row = actions.ask(actor=actor, ticket=obtain(actor, number, "reply"))
    return Question(asked_at=row.asked_at, reason=row.reason)


def _shown(row: Rating, viewer: Person) -> RatingShown:
    return RatingShown(
        id=row.pk,
        ticket=row.ticket_id,
        person=somebody(row.person, viewer) if row.person else None,
        agent=somebody(row.agent, viewer) if row.agent else None,
        verdict=row.verdict,  # type: ignore[arg-type]
        comment=row.comment,
        given_at=row.given_at,
        changed_at=row.changed_at,
    )
