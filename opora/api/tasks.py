"""Periodic work of the API."""

from django.utils import timezone
from huey import crontab

from opora.api import attachments
from opora.api.models import KeptAnswer, Upload
from opora.api.protocol import repeating
from opora.conf.jobs import jobs


@jobs.periodic_task(crontab(minute="40"))  # type: ignore[untyped-decorator]
def forget_old_answers() -> None:
    """Each hour: answers and uploads whose day is over, also where no request comes that would do it."""
    now = timezone.now()
    KeptAnswer.objects.filter(created_at__lt=now - repeating.KEPT).delete()
    Upload.objects.filter(created_at__lt=now - attachments.KEPT).delete()
