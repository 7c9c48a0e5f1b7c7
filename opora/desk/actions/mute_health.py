"""The verb: mute a category of health cards for a while, or hear it again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from opora.desk.health.kinds import Muted, Unmuted
from opora.desk.models import HealthCard, HealthMute
from opora.events.public import Cause, clock, one_act, record
from opora.people.public import Actor, NotFound, Refusal, keepable

LONGEST = timedelta(days=366)


@one_act()
def mute_health(
    *, actor: Actor, code: str, until: datetime | None, reason: str = "", because: Cause | None = None
) -> None:
    """Cards of this category are not counted until then (UTC); None: they are counted again from now on.

    Administrators only. It always ends, within a year, and has a reason.
    """
    actor.require_administrator()
    row = HealthMute.objects.select_for_update().filter(code=code).first()
    if until is None:
        _hear_again(actor, row, because)
        return
    reason = keepable(reason).strip()[:300]
    _refuse_nonsense(code, until, reason)
    if row is not None and (row.until, row.reason) == (until, reason):
        return
    values = {"until": until, "reason": reason, "by": actor.person}
    HealthMute.objects.update_or_create(code=code, defaults=values)
    record(Muted(code, until.isoformat()), actor=actor, because=because)


def _hear_again(actor: Actor, row: HealthMute | None, because: Cause | None) -> None:
    if row is None:
        return
    row.delete()
    record(Unmuted(row.code), actor=actor, because=because)


def _refuse_nonsense(code: str, until: datetime, reason: str) -> None:
    if not HealthCard.objects.filter(code=code).exists():
        raise NotFound("unknown_category", _("There is no such health card."), "code")
    if not reason:
        raise Refusal("reason_missing", _("Say why, for whoever wonders later."), "reason")
    if not clock.now() < until <= clock.now() + LONGEST:
        raise Refusal("bad_date", _("Choose a day after today, within a year."), "until")
