"""Periodic work on sign-ins."""

from django.contrib.sessions.models import Session
from django.utils import timezone
from huey import crontab

from opora.conf.jobs import jobs


@jobs.periodic_task(crontab(minute="20", hour="3"))  # type: ignore[untyped-decorator]
def forget_ended_sessions() -> None:
    """Each night: sessions that ended are of no use to anybody but a thief."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
