"""Receipts: that a server has taken a mail over, noted beside the database until the database knows it too.

The database may be busy for seconds; a process that is killed in them would leave a mail that another sends once more.
A receipt is an empty file, there a moment after the server's “250”. It outlives the process, and need not outlive a
power cut: then the mail is sent again, with the same Message-ID.
"""

import logging
import time
from pathlib import Path

from django.conf import settings

from opora.mail.models import OutgoingMail

log = logging.getLogger(__name__)
KEPT_SECONDS = 2 * 86_400


def keep(mail: OutgoingMail) -> None:
    """The server has said that it takes the mail over."""
    try:
        _path(mail).parent.mkdir(parents=True, exist_ok=True)
        _path(mail).touch()
    except OSError as error:
        log.error("No receipt could be kept for mail %s: %s", mail.pk, error)


def is_there(mail: OutgoingMail) -> bool:
    """Whether an earlier process got so far with this mail, this time that it was due."""
    return _path(mail).exists()


def forget(mail: OutgoingMail) -> None:
    """The database knows."""
    _path(mail).unlink(missing_ok=True)


def sweep() -> int:
    """Removes receipts of long ago, which a crash has left; returns how many."""
    old = [path for path in _folder().glob("*-*") if time.time() - path.stat().st_mtime > KEPT_SECONDS]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(settings.MAIL_ROOT) / "receipts"


def _path(mail: OutgoingMail) -> Path:
    """One for each time that it is due: sending again on purpose is another time."""
    due = mail.next_attempt_at
    return _folder() / f"{mail.pk}-{int(due.timestamp() * 1_000_000) if due else 0}"
