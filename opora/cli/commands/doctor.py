"""The health checks in a terminal: what is wrong, and what to do about it, in the desk's language.

opora doctor           one paragraph for each card, red ones first; exit 1 when a red one is open
opora doctor --json    the same for programs

It looks itself and needs neither the worker nor the web. Muted cards are shown and do not count.
"""

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opora.desk.public import health


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def run(args: argparse.Namespace) -> int:
    from opora.cli.boot import ready

    with ready():
        from django.utils import translation

        from opora.desk.public import health, settings

        with translation.override(settings.DESK_LANGUAGE.get()):
            cards = health.looked_at()
            print(_as_json(cards) if args.json else _as_text(cards))
    return 1 if any(card.is_red and card.mute is None for card in cards) else 0


def _as_json(cards: "list[health.Card]") -> str:
    rows = [
        {
            "check": card.check,
            "code": card.code,
            "key": card.key,
            "severity": "red" if card.is_red else "yellow",
            "words": card.words,
            "advice": card.advice,
            "detail": card.detail,
            "muted_until": card.mute.until.isoformat() if card.mute else None,
        }
        for card in cards
    ]
    return json.dumps({"cards": rows}, ensure_ascii=False, indent=2)


def _as_text(cards: "list[health.Card]") -> str:
    from django.utils.translation import gettext as _

    if not cards:
        return _("All is well.")
    return "\n\n".join(_paragraph(card) for card in cards)


def _paragraph(card: "health.Card") -> str:
    from django.utils.translation import gettext as _

    colour = _("RED") if card.is_red else _("YELLOW")
    lines = [f"{colour}  {card.words}"]
    if card.mute is not None:
        words = {"date": card.mute.until.date().isoformat(), "reason": card.mute.reason}
        lines.append("  " + _("Muted until %(date)s: %(reason)s") % words)
    # What a server said is other people's words: nothing in it may speak to the terminal.
    detail = "".join(sign if sign.isprintable() else " " for sign in card.detail)
    lines += [f"  {text}" for text in (card.advice, detail) if text]
    return "\n".join(lines)
