"""Periodic work of the mail room."""

from huey import crontab

from opora.conf.jobs import jobs
from opora.mail.self_test.running import sweep


@jobs.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def test_deliverability() -> None:
    """Each minute: mailboxes whose self-test is due, once a day or because somebody asked."""
    sweep()
