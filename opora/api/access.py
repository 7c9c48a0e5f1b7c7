"""What members of staff may do in departments."""

from typing import Literal

from django.http import HttpRequest
from ninja import Path, Router

from opora.api.parts import lookup
from opora.api.people import permitted
from opora.api.protocol.door import actor_of, staff_of
from opora.api.protocol.values import Given, Number, Shown
from opora.desk.actions import grant_access
from opora.desk.models import Level
from opora.desk.public import levels
from opora.people.models import Person

router = Router(tags=["Access"])
LevelName = Literal["none", "read", "reply", "manage"]


class AccessShown(Shown):
    """A level in a department; each includes those before it: none, read, reply, manage."""

    department: int
    level: LevelName


class AccessList(Shown):
    """All departments in which the person may do something."""

    items: list[AccessShown]


class AccessChange(Given):
    """The level to set."""

    level: LevelName


@router.get("/people/{id}/access", response=AccessList)
def list_access(request: HttpRequest, id: Path[Number]) -> AccessList:
    """Lists what a person may do in which department.

    As it is in force: supervisors manage where nothing else is said, administrators everywhere. Staff only.
    """
    staff_of(request)
    return _shown(permitted(request, id))


@router.put("/people/{id}/access/{department}", response=AccessList)
def change_access(
    request: HttpRequest, id: Path[Number], department: Path[Number], body: AccessChange
) -> AccessList:
    """Says what a person may do in a department.

    Administrators only.
    """
    actor = actor_of(request)
    actor.require_administrator()
    person, place = permitted(request, id), lookup.department(department)
    grant_access(actor=actor, person=person, department=place, level=Level[body.level.upper()])
    return _shown(permitted(request, id))


def _shown(person: Person) -> AccessList:
    rows = sorted(levels(person).items())
    return AccessList(items=[AccessShown(department=key, level=_name(level)) for key, level in rows])


def _name(level: Level) -> LevelName:
    names: dict[Level, LevelName] = {Level.READ: "read", Level.REPLY: "reply", Level.MANAGE: "manage"}
    return names.get(level, "none")
