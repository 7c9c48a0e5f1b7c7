"""The desk's health: the open cards."""

from typing import Literal

from django.http import HttpRequest
from ninja import Router

from opora.api.protocol.door import actor_of
from opora.api.protocol.values import Moment, Shown
from opora.desk.public import health

router = Router(tags=["Health"])


class CardShown(Shown):
    """Something that is wrong. `code` is its category, `key` what it is about; `words` and `advice` are for people.

    `since` is null for what is only seen while one looks (a worker that is gone can note nothing).
    """

    check: str
    code: str
    key: str
    severity: Literal["red", "yellow"]
    words: str
    advice: str
    detail: str
    since: Moment | None
    muted_until: Moment | None
    muted_because: str


class HealthShown(Shown):
    """`state` is that of the worst card that nobody muted; `examined_at` when the worker last looked."""

    state: Literal["red", "yellow", "well"]
    examined_at: Moment | None
    cards: list[CardShown]


@router.get("/health", response=HealthShown)
def get_health(request: HttpRequest) -> HealthShown:
    """Says what is wrong with the desk.

    Supervisors and administrators.
    """
    actor_of(request).require_supervisor()
    cards = health.standing()
    counted = [card for card in cards if card.mute is None]
    state: Literal["red", "yellow", "well"] = "yellow" if counted else "well"
    if any(card.is_red for card in counted):
        state = "red"
    return HealthShown(state=state, examined_at=health.examined_at(), cards=[_shown(card) for card in cards])


def _shown(card: health.Card) -> CardShown:
    return CardShown(
        check=card.check,
        code=card.code,
        key=card.key,
        severity="red" if card.is_red else "yellow",
        words=card.words,
        advice=card.advice,
        detail=card.detail,
        since=card.since,
        muted_until=card.mute.until if card.mute else None,
        muted_because=card.mute.reason if card.mute else "",
    )
