"""Files of the mail folder that no row knows: a crash between the two leaves them, and no mail may be lost by it."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from opora.mail import raw
from opora.mail.keeping.purging import remove
from opora.mail.models import IncomingMail
from opora.mail.receiving.receive import receive

log = logging.getLogger(__name__)
# Younger ones may belong to somebody who is keeping them right now.
OLD_SECONDS = 2 * 86_400.0
AT_ONCE = 500
SOURCE = "found"


def adopt_strays() -> int:
    """Takes over raw mails that have no row, as if they had just come; returns how many. Their sender was never told
    that they are here and will mostly have sent them again: that is recognised, or they are all there is.
    """
    count = 0
    for digests in _by_hundreds(_old(".eml")):
        rows = IncomingMail.objects.filter(digest__in=digests).values_list("digest", "raw_purged_at")
        known, living = set[str](), set[str]()
        for digest, purged in rows:
            known.add(digest)
            living |= {digest} if purged is None else set()
        for digest in digests:
            if digest not in known:
                count += _adopt(digest)
            elif digest not in living:  # its purge was cut short
                remove(digest)
    return count


def remove_leftovers() -> int:
    """Removes what was written half when its process died, or half removed; nobody was told that it is kept.
    Returns how many files."""
    old = [*_old(".part"), *_old(".purged")]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _adopt(digest: str) -> bool:
    content = raw.read(digest)
    if raw.digest_of(content) != digest:
        log.error("The raw mail %s is damaged and was left as it is", digest)
        return False
    row = receive(content, source=SOURCE, mailbox=None)
    log.warning("The raw mail %s had no row; it is taken in now as mail %s", digest, row.pk)
    return True


def _old(suffix: str) -> Iterator[Path]:
    """Old files with this ending, folder by folder."""
    until = time.time() - OLD_SECONDS
    for folder, _folders, names in os.walk(Path(settings.MAIL_ROOT)):
        for name in names:
            path = Path(folder) / name
            if name.endswith(suffix) and path.stat().st_mtime < until:
                yield path


def _by_hundreds(paths: Iterator[Path]) -> Iterator[list[str]]:
    some: list[str] = []
    for path in paths:
        some.append(path.stem)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
