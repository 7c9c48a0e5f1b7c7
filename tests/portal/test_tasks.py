"""What is done each night about sign-ins."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from opora.portal.tasks import forget_ended_sessions


def test_only_ended_sessions_are_forgotten(db: None) -> None:
    now = timezone.now()
    for key, ends in (("ended", now - timedelta(minutes=1)), ("lasting", now + timedelta(days=1))):
        Session(session_key=key, session_data="", expire_date=ends).save()
    forget_ended_sessions.call_local()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["lasting"]
