"""The verb: look at everything that can be wrong, and keep the health cards true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation

from opora.desk.health import checks
from opora.desk.health.heartbeat import EXAMINED
from opora.desk.health.kinds import CardClosed, CardOpened
from opora.desk.models import HealthCard, Heartbeat
from opora.events.public import clock, one_act, record
from opora.people.public import Actor

TEXTS = ("is_red", "words", "advice", "detail", "place", "place_key")


@dataclass(frozen=True)
class _Found:
    """A finding with its words in every language of the desk."""

    check: str
    finding: checks.Finding
    words: Mapping[str, str]
    advice: Mapping[str, str]


def examine(*, actor: Actor) -> None:
    """Runs all checks, then opens, changes and closes cards. Staff may ask for it; a sweep does so every minute.

    The checks run before the transaction: however slow one is, nothing is locked meanwhile. Cards of a check that
    could not look stay as they are.
    """
    actor.require_supervisor()
    looked = [row for row in checks.announced() if not row.is_live]
    found = _look(looked)
    blind = {row.finding.key for row in found.values() if row.finding.code == "check_failed"}
    _keep(actor, found, {row.name for row in looked} - blind)


def _look(looked: Iterable[checks.Check]) -> dict[str, _Found]:
    """By "code:key". One language is asked first; the others only where there is something to say."""
    languages = [language for language, _name in settings.LANGUAGES]
    found: dict[str, _Found] = {}
    for check in looked:
        said: dict[str, dict[str, checks.Finding]] = {}
        for language in languages:
            with translation.override(language):
                said[language] = {_once(row): row for row in checks.run(check).findings}
            if not said[language]:
                break
        for once, finding in said[languages[0]].items():
            spoken = {language: rows[once] for language, rows in said.items() if once in rows}
            words = {language: row.words for language, row in spoken.items()}
            advice = {language: row.advice for language, row in spoken.items()}
            found[once] = _Found(check.name, finding, words, advice)
    return found


def _once(finding: checks.Finding) -> str:
    return f"{finding.code}:{finding.key}"[:190]


@one_act()
def _keep(actor: Actor, found: Mapping[str, _Found], looked: set[str]) -> None:
    cards = {
        row.open_once or "": row
        for row in HealthCard.objects.select_for_update().filter(open_once__isnull=False)
    }
    for once, row in found.items():
        card = cards.get(once)
        if card is None:
            _open(actor, once, row)
        else:
            _change(card, _values(row))
    known = {check.name for check in checks.announced()}
    for once, card in cards.items():
        if once not in found and (card.check_name in looked or card.check_name not in known):
            _close(actor, card)
    Heartbeat.objects.update_or_create(name=EXAMINED, defaults={"at": clock.now()})


def _values(row: _Found) -> dict[str, object]:
    finding = row.finding
    return {
        "is_red": finding.is_red,
        "words": dict(row.words),
        "advice": dict(row.advice),
        "detail": finding.detail[:4000].replace("\0", ""),
        "place": finding.place,
        "place_key": finding.place_key,
    }


def _open(actor: Actor, once: str, row: _Found) -> None:
    finding = row.finding
    fresh = {
        "check_name": row.check,
        "code": finding.code,
        "key": finding.key[:120],
        "opened_at": clock.now(),
    }
    card, is_new = HealthCard.objects.get_or_create(open_once=once, defaults={**fresh, **_values(row)})
    if is_new:  # another worker may have been quicker
        record(CardOpened(card.pk, card.code, card.key, card.is_red), actor=actor)


def _change(card: HealthCard, values: Mapping[str, object]) -> None:
    changed = [name for name, value in values.items() if getattr(card, name) != value]
    for name in changed:
        setattr(card, name, values[name])
    if changed:
        card.save(update_fields=changed)


def _close(actor: Actor, card: HealthCard) -> None:
    card.open_once, card.closed_at = None, clock.now()
    card.save(update_fields=["open_once", "closed_at"])
    record(CardClosed(card.pk, card.code, card.key), actor=actor)


@transaction.atomic
def forget_old_cards(*, actor: Actor, before: object) -> None:
    """Removes what was well again before that moment."""
    actor.require_administrator()
    HealthCard.objects.filter(closed_at__lt=before).delete()
