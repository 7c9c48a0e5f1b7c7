"""What can be wrong with the machine: the worker, its services, the followers of the log, the disk."""

import shutil
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from opora.desk.health import heartbeat
from opora.desk.health.checks import Finding
from opora.desk.models import Heartbeat
from opora.events.public import clock, standings

UNWATCHED = timedelta(minutes=5)
STUCK = 3
GIGABYTE = 1024**3
# Free: below the first pair it is red, below the second yellow (part of the disk, and gigabytes: both must be little).
RED_DISK, YELLOW_DISK = (0.05, 1.0), (0.10, 5.0)


def worker() -> Iterable[Finding]:
    """Whether a worker lives and the sweep that keeps the cards comes. Asked live: a dead worker notes nothing."""
    rows = {row.name: row.at for row in Heartbeat.objects.all()}
    alive = any(
        at > clock.now() - heartbeat.SILENT for name, at in rows.items() if name.startswith(heartbeat.WORKER)
    )
    if not alive:
        yield Finding(
            "worker_away",
            True,
            _("The worker is not running: mail is neither fetched nor sent."),
            advice=_("Start it: “opora up” runs everything, “opora worker” the worker alone."),
        )
    elif rows.get(heartbeat.EXAMINED, clock.now()) < clock.now() - UNWATCHED:
        yield Finding(
            "not_examined",
            False,
            _("The desk has not looked at itself for minutes: these cards may be old."),
            advice=_(
                "Look again now. If that does not help, restart the worker; its log says what holds it up."
            ),
        )


def services() -> Iterable[Finding]:
    """Services of living workers that fail again and again."""
    for beat in heartbeat.living():
        for name, words in beat.troubles.items():
            yield Finding(
                "service_failing",
                True,
                _("A part of the worker fails again and again: %(name)s.") % {"name": name},
                str(words),
                key=str(name),
                advice=_("It is started anew each minute. The worker's log says what is wrong."),
            )


def readers() -> Iterable[Finding]:
    """Followers of the event log that are stuck: outgoing mail is one."""
    for row in standings():
        if row.failure and row.failures >= STUCK:
            yield Finding(
                "reader_stuck",
                True,
                _("A follower of the event log is stuck: %(name)s. What it does, waits.")
                % {"name": row.name},
                row.failure,
                key=row.name,
                advice=_("It goes on by itself when the cause is gone. “opora readers” shows how far it is."),
            )


def disk() -> Iterable[Finding]:
    """Whether the data folder's disk has room: on a full one no mail can be kept."""
    usage = shutil.disk_usage(settings.ENV.data)
    return of_space(usage.free, usage.total)


def of_space(free: int, total: int) -> Iterable[Finding]:
    """The finding for so many free bytes of so many."""
    room = free / GIGABYTE
    little, red = _is_little(free, total, YELLOW_DISK), _is_little(free, total, RED_DISK)
    if not little:
        return
    yield Finding(
        "disk_full",
        red,
        _("The disk of the data folder is nearly full: %(room)s GB are free.") % {"room": f"{room:.1f}"},
        str(settings.ENV.data),
        advice=_("Make room or give it a larger disk: when it is full, mail stays where it is."),
    )


def _is_little(free: int, total: int, limit: tuple[float, float]) -> bool:
    part, gigabytes = limit
    return free < total * part and free < gigabytes * GIGABYTE
