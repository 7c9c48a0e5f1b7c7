"""Health checks: each room announces its own in apps.py, as a function that says what is wrong now.

    announce_check("mailboxes", mailboxes.findings, _("Mailboxes"))

A check reads rows and answers within a second; what is slow (DNS, a mail server) is asked elsewhere, in its own time,
and leaves a row. It speaks the active language. A check that raises is a finding itself and stops no other.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: `code` says which sort, `key` of what (a mailbox's id); both together are one card.

    `words` say it, `advice` what to do, `detail` what the other side said. `place` is the name of an address
    ("administration:mailbox") that faces turn into a link, with `place_key` as its argument.
    """

    code: str
    is_red: bool
    words: str
    detail: str = ""
    key: str = ""
    advice: str = ""
    place: str = ""
    place_key: int | None = None


Look = Callable[[], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """An announced check. A live one is looked at whenever somebody asks, because nobody may be there to note it."""

    name: str
    look: Look
    label: str | Promise
    is_live: bool = False


@dataclass(frozen=True)
class Result:
    """What a check found; `failed` when it could not even look."""

    check: Check
    findings: Sequence[Finding]
    failed: bool = False


_CHECKS: dict[str, Check] = {}


def announce(name: str, look: Look, label: str | Promise = "", *, is_live: bool = False) -> None:
    """Registers a check. Called from a room's apps.py; one of the same name is replaced."""
    _CHECKS[name] = Check(name, look, label or name, is_live)


def announced() -> list[Check]:
    """All checks, in the order in which they were announced."""
    return list(_CHECKS.values())


def run(check: Check) -> Result:
    """Looks once, in the active language. Never raises."""
    try:
        return Result(check, list(check.look()))
    except Exception as error:
        log.exception("The health check %s failed", check.name)
        return Result(check, [_failed(check, error)], failed=True)


def run_all() -> list[Result]:
    """Looks at everything, in the active language."""
    return [run(check) for check in announced()]


def _failed(check: Check, error: Exception) -> Finding:
    return Finding(
        "check_failed",
        False,
        _("The check “%(check)s” could not look.") % {"check": check.label},
        f"{type(error).__name__}: {error}"[:500],
        key=check.name,
        advice=_("This is a fault of Opora or of a plug-in: the worker's log says where. Please report it."),
    )
