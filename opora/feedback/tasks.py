"""Periodic work of feedback."""

from huey import crontab

from opora.conf.jobs import jobs
from opora.feedback.actions import ask
from opora.feedback.asking import due
from opora.people.public import Actor


@jobs.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def ask_for_ratings() -> None:
    """Each minute: whoever is to be asked how it went is asked. Each one is a transaction of its own."""
    for ticket in due():
        ask(actor=Actor.system(), ticket=ticket)
