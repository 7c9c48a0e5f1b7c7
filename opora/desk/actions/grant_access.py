"""The verb: say what somebody may do in a department."""

from django.utils.translation import gettext_lazy as _

from opora.desk.kinds import AccessChanged
from opora.desk.models import Access, Department, Level
from opora.events.public import Cause, one_act, record
from opora.people.models import Person
from opora.people.public import Actor, Refusal


@one_act()
def grant_access(
    *, actor: Actor, person: Person, department: Department, level: int, because: Cause | None = None
) -> None:
    """Sets the level (none, read, reply, manage) of a member of staff. Administrators only."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    actor.require_administrator()
    if not person.is_staff:
        raise Refusal("not_staff", _("Only agents and supervisors work in departments."), "person")
    if level not in Level.values:
        raise Refusal("bad_level", _("Choose none, read, reply or manage."), "level")
    row = Access.objects.filter(person=person, department=department).first()
    ordinary = Level.MANAGE if person.is_supervisor else Level.NONE
    before = row.level if row else ordinary
    if before == level:
        return
    Access.objects.update_or_create(person=person, department=department, defaults={"level": level})
    record(AccessChanged(person.pk, department.pk, int(before), int(level)), actor=actor, because=because)
