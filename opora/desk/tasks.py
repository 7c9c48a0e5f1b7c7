"""Periodic work of the desk: it looks at itself."""

from datetime import timedelta

from huey import crontab

from opora.conf.jobs import jobs
from opora.desk.actions.examine import examine, forget_old_cards
from opora.events.public import clock
from opora.people.public import Actor

KEPT = timedelta(days=400)


@jobs.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_at_the_desk() -> None:
    """Each minute: the health cards become true."""
    examine(actor=Actor.system())


@jobs.periodic_task(crontab(minute="30", hour="3"))  # type: ignore[untyped-decorator]
def forget_past_cards() -> None:
    """Each night: cards of more than a year ago."""
    forget_old_cards(actor=Actor.system(), before=clock.now() - KEPT)
