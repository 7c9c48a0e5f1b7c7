"""How the desk stands: the open cards in the reader's language, red first, and what a mark shows of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from opora.desk.health import checks
from opora.desk.health.heartbeat import EXAMINED
from opora.desk.models import HealthCard, HealthMute, Heartbeat
from opora.events.public import clock


@dataclass(frozen=True)
class Card:
    """One open or past card. `since` is empty for what is only seen while one looks; `mute` when it is not counted."""

    check: str
    code: str
    key: str
    is_red: bool
    words: str
    advice: str
    detail: str
    place: str
    place_key: int | None
    since: datetime | None = None
    closed_at: datetime | None = None
    mute: HealthMute | None = None
    pk: int | None = None


@dataclass(frozen=True)
class Mark:
    """How many cards are open that nobody muted."""

    red: int
    yellow: int

    @property
    def tone(self) -> str:
        """ "late" (red), "soon" (yellow) or nothing."""
        return "late" if self.red else "soon" if self.yellow else ""

    @property
    def count(self) -> int:
        return self.red + self.yellow


def standing() -> list[Card]:
    """Open cards, red first, then the oldest; muted ones too. Three queries."""
    mutes = {row.code: row for row in HealthMute.objects.select_related("by").filter(until__gt=clock.now())}
    stored = [_stored(row, mutes.get(row.code)) for row in HealthCard.objects.filter(open_once__isnull=False)]
    cards = [*_live(mutes), *stored]
    return sorted(cards, key=lambda card: (not card.is_red, card.since or clock.now(), card.code, card.key))


def looked_at() -> list[Card]:
    """What is wrong at this moment, in the active language: looks itself and needs no worker. For the terminal."""
    mutes = {row.code: row for row in HealthMute.objects.select_related("by").filter(until__gt=clock.now())}
    found = [_seen(result.check, row, mutes) for result in checks.run_all() for row in result.findings]
    return sorted(found, key=lambda card: (not card.is_red, card.code, card.key))


def mark() -> Mark:
    """What the rails show. Two queries."""
    muted = HealthMute.objects.filter(until__gt=clock.now()).values("code")
    open_cards = HealthCard.objects.filter(open_once__isnull=False).exclude(code__in=muted)
    reds = [*open_cards.values_list("is_red", flat=True), *(row.is_red for row in _live({}))]
    return Mark(sum(reds), len(reds) - sum(reds))


def well(cards: Iterable[Card]) -> list[checks.Check]:
    """The checks that have none of these cards."""
    ill = {card.check for card in cards}
    return [check for check in checks.announced() if check.name not in ill]


def archive(before: int | None, limit: int) -> list[Card]:
    """Past cards, newest first, those with a smaller id than `before`."""
    rows = HealthCard.objects.filter(closed_at__isnull=False).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_stored(row, None) for row in rows[:limit]]


def examined_at() -> datetime | None:
    """When the cards were last compared with the truth."""
    return Heartbeat.objects.filter(name=EXAMINED).values_list("at", flat=True).first()


def names_of_cards(keys: set[int]) -> dict[int, str]:
    """What cards say, by id, for the log."""
    return {row.pk: in_language(row.words) for row in HealthCard.objects.filter(pk__in=keys)}


def in_language(texts: dict[str, str]) -> str:
    """The text in the active language, or in the first that there is."""
    spoken = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    return texts.get(spoken) or next(iter(texts.values()), "")


def _live(mutes: dict[str, HealthMute]) -> Iterable[Card]:
    for check in checks.announced():
        if check.is_live:
            yield from (_seen(check, row, mutes) for row in checks.run(check).findings)


def _seen(check: checks.Check, row: checks.Finding, mutes: dict[str, HealthMute]) -> Card:
    return Card(
        check.name, row.code, row.key, row.is_red, row.words, row.advice, row.detail, row.place, row.place_key,
        mute=mutes.get(row.code),
    )  # fmt: skip


def _stored(row: HealthCard, mute: HealthMute | None) -> Card:
    return Card(
        row.check_name, row.code, row.key, row.is_red, in_language(row.words), in_language(row.advice), row.detail,
        row.place, row.place_key, row.opened_at, row.closed_at, mute, row.pk,
    )  # fmt: skip
