"""Periodic work of the mail room."""

from huey import crontab

from opora.conf.jobs import jobs
from opora.mail.self_test.running import sweep
from opora.mail.undelivered.arriving import clear_arrived


@jobs.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def test_deliverability() -> None:
    """Each minute: mailboxes whose self-test is due, once a day or because somebody asked."""
    sweep()


@jobs.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def look_at_flagged_addresses() -> None:
    """Every ten minutes: addresses to which mail arrives again lose their flag."""
    clear_arrived()
