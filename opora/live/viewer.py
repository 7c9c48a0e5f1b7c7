"""Who reads a stream, and what they may hear of."""

from dataclasses import dataclass

from opora.desk.models import Level
from opora.desk.public import departments_at
from opora.live.changes import Change
from opora.people.models import Person


@dataclass(frozen=True)
class Viewer:
    """A member of staff with what `tickets.access.visible_to` would look up, kept for as long as it holds true."""

    person: int
    departments: frozenset[int]
    is_supervisor: bool = False

    def sees(self, change: Change) -> bool:
        """Whether this person may know of the ticket, or might have known of it until this change."""
        return not self.departments.isdisjoint(change.departments) or self.person in change.assignees

    def outdated_by(self, change: Change) -> bool:
        """Whether the change may have altered what this person may see."""
        return change.access_of_all or change.access_of == self.person


def viewer_of(person: Person) -> Viewer | None:
    """The viewer for a member of staff; None for a customer, who has no live pages."""
    if not person.is_staff or not person.is_active:
        return None
    return Viewer(person.pk, frozenset(departments_at(person, Level.READ)), person.is_supervisor)
