"""The follower of the log that keeps the index: what changed is made anew."""

from collections.abc import Iterable, Sequence

from opora.events.models import Event
from opora.events.public import Reader
from opora.search.indexing import rebuilding
from opora.search.indexing.keeping import refresh
from opora.tickets.models import Ticket

# Nothing of these is in a document: it is looked up in the ticket's row.
ELSEWHERE = frozenset(
    {
        "ticket.assigned", "ticket.transferred", "ticket.status_changed", "ticket.priority_changed",
        "ticket.type_changed", "ticket.topic_changed", "ticket.tags_changed", "ticket.fields_changed",
        "ticket.collaborator_added", "ticket.collaborator_removed", "ticket.linked", "ticket.unlinked",
        "ticket.not_a_request", "ticket.request_after_all", "rules.loop_stopped", "message.settled",
        "message.undelivered", "mail.confirmed", "feedback.asked", "feedback.given",
    }
)  # fmt: skip
# Names and primary addresses are in documents.
OF_PEOPLE = frozenset(
    {
        "person.changed", "person.identity_added", "person.identity_made_primary", "person.identity_removed",
        "organization.changed",
    }
)  # fmt: skip
# A customer who changes their name has so many of their tickets found under the new one; a rebuild does the rest.
NEWEST = 500


class Index(Reader):
    """Keeps the documents."""

    name = "search"
    batch = 500
    anew_beyond = 20_000

    def follow(self, events: Sequence[Event]) -> None:
        """Makes the documents anew of all tickets that these events speak of."""
        tickets = {
            event.ticket for event in events if event.ticket is not None and event.kind not in ELSEWHERE
        }
        tickets.update(_of_people(event for event in events if event.kind in OF_PEOPLE))
        refresh(tickets)

    def forget(self) -> None:
        """Removes all documents."""
        rebuilding.forget()

    def begin_anew(self) -> None:
        """Makes all documents anew without a moment in which there are none."""
        rebuilding.begin()

    def state(self) -> str:
        """How far a rebuild has come."""
        progress = rebuilding.progress()
        return f"makes all anew: {progress[0]} of {progress[1]} tickets" if progress else ""


def _of_people(events: Iterable[Event]) -> Iterable[int]:
    for column, whose in {_whose(event) for event in events if event.data.get("field", "name") == "name"}:
        rows = Ticket.objects.filter(**{column: whose}).order_by("-pk")
        yield from rows.values_list("pk", flat=True)[:NEWEST]


def _whose(event: Event) -> tuple[str, int]:
    """The column of tickets that names who was changed, and who it was."""
    if event.kind == "organization.changed":
        return "organization", event.data["organization"]
    return "requester", event.data["person"]
