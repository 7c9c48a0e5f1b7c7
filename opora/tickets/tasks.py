"""Periodic work on files."""

from huey import crontab

from opora.conf.jobs import jobs
from opora.tickets.sweeping import sweep_unused_files


@jobs.periodic_task(crontab(minute="50", hour="3"))  # type: ignore[untyped-decorator]
def remove_unused_files() -> None:
    """Each night: uploads that never became part of a message."""
    sweep_unused_files()
