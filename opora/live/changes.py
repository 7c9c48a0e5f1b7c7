"""What the log says since a position, reduced to what live pages need."""

from collections.abc import Iterable
from dataclasses import dataclass

from opora.events.models import Event
from opora.events.public import number_committed
from opora.tickets.models import Ticket

BATCH = 1000
OPENED = "ticket.opened"
DEPARTMENT_KIND, ASSIGNEE_KIND = "ticket.transferred", "ticket.assigned"
# After these somebody may see other tickets than before; "person" in their data says who, without it everybody.
HEALTH = "health."
ACCESS_KINDS = frozenset(
    {"access.changed", "person.changed", "person.role_changed", "desk.created", "desk.changed"}
)


@dataclass(frozen=True)
class Change:
    """One event. `departments` and `assignees` hold the ticket's own and those that the event speaks of: whoever
    loses sight of a ticket must hear of it too, to take it off the list."""

    position: int
    ticket: int | None = None
    is_new: bool = False
    departments: frozenset[int] = frozenset()
    assignees: frozenset[int] = frozenset()
    access_of: int | None = None
    access_of_all: bool = False
    of_health: bool = False


def since(position: int) -> list[Change]:
    """Up to a thousand events after a position, in order; numbers the committed ones first."""
    if number_committed() <= position:
        return []
    rows = (
        Event.objects.filter(position__gt=position)
        .order_by("position")
        .only("position", "kind", "ticket", "data")
    )
    events = list(rows[:BATCH])
    places = _places({event.ticket for event in events if event.ticket is not None})
    return [_change(event, places) for event in events]


def _places(tickets: Iterable[int]) -> dict[int, tuple[int, int | None]]:
    rows = Ticket.objects.filter(pk__in=list(tickets)).values_list("pk", "department_id", "assignee_id")
    return {ticket: (department, assignee) for ticket, department, assignee in rows}


def _change(event: Event, places: dict[int, tuple[int, int | None]]) -> Change:
    position = event.position or 0
    if event.ticket is None:
        person = event.data.get("person")
        concerns = event.kind in ACCESS_KINDS
        return Change(
            position,
            access_of=person if concerns else None,
            access_of_all=concerns and person is None,
            of_health=event.kind.startswith(HEALTH),
        )
    department, assignee = places.get(event.ticket, (None, None))
    return Change(
        position,
        ticket=event.ticket,
        is_new=event.kind == OPENED,
        departments=_ids(department, event, DEPARTMENT_KIND, "before"),
        assignees=_ids(assignee, event, ASSIGNEE_KIND, "before")
        | _ids(None, event, DEPARTMENT_KIND, "assignee_before"),
    )


def _ids(now: int | None, event: Event, kind: str, before: str) -> frozenset[int]:
    """The id that holds now, and the one before an event of the kind that changed it."""
    found = {now, event.data.get(before) if event.kind == kind else None}
    return frozenset(key for key in found if key is not None)
