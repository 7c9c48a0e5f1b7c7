"""Who may do what in which department."""

from collections.abc import Mapping
from dataclasses import dataclass

from opora.desk.models import Access, Department, Level
from opora.people.models import Person


@dataclass(frozen=True)
class Reach:
    """A person's levels by department id, and whether there is no department in which they have none."""

    levels: Mapping[int, Level]
    is_everywhere: bool


def levels(person: Person) -> Mapping[int, Level]:
    """The person's level in each department, by department id; looked up once for each person object."""
    return _reach(person).levels


def is_everywhere(person: Person) -> bool:
    """Whether the person may read every department there is."""
    return _reach(person).is_everywhere


def level_in(person: Person, department_id: int) -> Level:
    """The person's level in one department."""
    return levels(person).get(department_id, Level.NONE)


def departments_at(person: Person, level: Level) -> list[int]:
    """Ids of the departments in which the person has at least that level."""
    return [department for department, has in levels(person).items() if has >= level]


def members(department: Department, level: Level = Level.REPLY) -> list[Person]:
    """Active staff with an access row of at least that level in the department, by name."""
    rows = Access.objects.filter(department=department, level__gte=level, person__is_active=True)
    return [
        row.person for row in rows.select_related("person").order_by("person__name") if row.person.is_staff
    ]


def _reach(person: Person) -> Reach:
    kept: Reach | None = getattr(person, "_reach", None)
    if kept is None:
        kept = _look_up(person)
        person._reach = kept  # type: ignore[attr-defined]
    return kept


def _look_up(person: Person) -> Reach:
    if not person.is_staff or not person.is_active:
        return Reach({}, is_everywhere=False)
    ordinary = Level.MANAGE if person.is_supervisor else Level.NONE
    found = dict.fromkeys(Department.objects.values_list("pk", flat=True), ordinary)
    if not person.is_administrator:
        own = Access.objects.filter(person=person).values_list("department_id", "level")
        found.update({department: Level(level) for department, level in own})
    reached = {department: level for department, level in found.items() if level > Level.NONE}
    return Reach(reached, is_everywhere=len(reached) == len(found))
