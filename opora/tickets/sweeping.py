"""Files that nobody uses: uploads without a message, pictures of drafts that were thrown away."""

import logging
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from opora.events.public import clock
from opora.tickets.models import Blob

log = logging.getLogger(__name__)
# Whoever keeps a file uses it within hours; one that is kept once more becomes young again (see files.keep).
OLD = timedelta(days=2)
AT_ONCE = 200


def sweep_unused_files() -> int:
    """Removes old files to which nothing leads, whatever room it would be in; returns how many."""
    count = last = 0
    while found := list(_unused().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        count += sum(_remove(key) for key in found)
        last = found[-1]
    if count:
        log.info("Removed %s files that nobody used", count)
    return count


def _unused() -> QuerySet[Blob]:
    found = Blob.objects.filter(created_at__lt=clock.now() - OLD)
    for relation in Blob._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            users = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            found = found.filter(~Exists(users))
    return found


def _remove(key: int) -> bool:
    """The file goes while the row is locked: whoever keeps the same bytes meanwhile waits, and writes both anew."""
    with transaction.atomic():
        blob = Blob.objects.select_for_update().filter(pk=key, pk__in=_unused().values("pk")).first()
        if blob is None:
            return False
        path = blob.path
        blob.delete()
        default_storage.delete(path)
    return True
