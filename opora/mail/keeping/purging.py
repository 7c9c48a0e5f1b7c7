"""Raw mails that have had their time: those in tickets and those set aside, after the months of a desk setting."""

import contextlib
import logging
import os
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from opora.events.public import clock, record
from opora.mail import raw
from opora.mail.kinds import RawPurged
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.settings import RAW_MONTHS
from opora.people.public import Actor

log = logging.getLogger(__name__)
# What waits, is held or has failed is never purged: its source is all that there is of it.
OVER = (IncomingState.DONE, IncomingState.IGNORED, IncomingState.DUPLICATE)
AT_ONCE = 500
FRESH_SECONDS = 86_400.0


def purge_raw() -> int:
    """Purges what is due; returns how many mails have lost their raw source. What was found out about them stays."""
    until = clock.now() - timedelta(days=RAW_MONTHS.get() * 30.44)
    count = 0
    while some := _purge_some(until):
        count += some
    if count:
        record(RawPurged(count), actor=Actor.system())
        log.info("Purged the raw source of %s mails", count)
    return count


def _purge_some(until: object) -> int:
    due = IncomingMail.objects.filter(state__in=OVER, received_at__lt=until, raw_purged_at__isnull=True)
    found = dict(due.order_by("id").values_list("pk", "digest")[:AT_ONCE])
    with transaction.atomic():
        IncomingMail.objects.filter(pk__in=found, state__in=OVER).update(raw_purged_at=clock.now())
    for digest in set(found.values()):
        if not is_needed(digest):
            remove(digest)
    return len(found)


def is_needed(digest: str) -> bool:
    """Whether some mail still has these bytes as its source: the same bytes may have come to several mailboxes."""
    return IncomingMail.objects.filter(Q(digest=digest), raw_purged_at__isnull=True).exists()


def remove(digest: str) -> None:
    """Removes a raw mail, unless somebody has just brought the same bytes again: whoever keeps a mail that is there
    already touches its file, or finds it gone and writes it anew."""
    path = raw.path_of(digest)
    beside = path.with_suffix(".purged")
    with contextlib.suppress(FileNotFoundError):
        os.rename(path, beside)
        if time.time() - beside.stat().st_mtime < FRESH_SECONDS and not path.exists():
            os.rename(beside, path)
        else:
            beside.unlink()
