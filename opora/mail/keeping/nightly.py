"""All that is tidied in the mail folder, in its order."""

from dataclasses import dataclass

from opora.mail.keeping.purging import purge_raw
from opora.mail.keeping.strays import adopt_strays, remove_leftovers
from opora.mail.sending.carrying import receipts


@dataclass(frozen=True)
class Tidied:
    """How many raw sources were purged, stray mails taken over, half files removed."""

    purged: int
    adopted: int
    removed: int


def tidy_mail_folder() -> Tidied:
    """Purges, takes over, removes. May be run at any time, beside everything else, and be killed at any time."""
    return Tidied(purge_raw(), adopt_strays(), remove_leftovers() + receipts.sweep())
