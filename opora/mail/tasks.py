"""Periodic work of the mail room."""

from huey import crontab

from opora.conf.jobs import jobs
from opora.mail.keeping.nightly import tidy_mail_folder
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


@jobs.periodic_task(crontab(minute="30", hour="3"))  # type: ignore[untyped-decorator]
def tidy_raw_mails() -> None:
    """Each night: raw mails whose time is over, those that a crash has left without a row, half files."""
    tidy_mail_folder()
