"""Whether words in files are found: reading keeps up, and most files can be read."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from opora.desk.public import Finding
from opora.events.public import clock
from opora.search.models.file_text import FileText, FileTextState

LATE = timedelta(hours=1)
LATELY = timedelta(days=1)
# So many of them must have failed before anybody is told; single broken files are everyday life.
FEWEST = 10


def findings() -> Iterator[Finding]:
    """Yellow ones only: tickets are found by everything else meanwhile."""
    late = FileText.objects.filter(due_at__lt=clock.now() - LATE).count()
    if late:
        yield Finding(
            "file_texts_late",
            False,
            _("Files have waited for more than an hour to be read: their words are not found yet."),
            _("Waiting: %(count)s") % {"count": late},
            advice=_("After an import that is as it should be. Otherwise see whether the worker runs."),
        )
    yield from _failing()


def _failing() -> Iterator[Finding]:
    read = Q(state__in=[FileTextState.DONE, FileTextState.FAILED])
    counts = FileText.objects.filter(made_at__gt=clock.now() - LATELY).aggregate(
        read=Count("pk", filter=read), failed=Count("pk", filter=Q(state=FileTextState.FAILED))
    )
    if counts["failed"] >= FEWEST and counts["failed"] * 2 > counts["read"]:
        yield Finding(
            "file_texts_failing",
            False,
            _("Most files of the last day could not be read: their words are not found."),
            _("%(failed)s of %(read)s") % counts,
            advice=_("The worker's log says why. If nothing is there, the files themselves are broken."),
        )
