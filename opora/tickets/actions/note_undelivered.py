"""The verbs: note that an answer did not reach somebody, and that this is settled."""

from opora.events.public import Cause, Kind, clock, one_act
from opora.people.public import Actor
from opora.tickets import summary
from opora.tickets.changes import status_to
from opora.tickets.kinds import MessageSettled, MessageUndelivered
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.verb import locked_message, settle

# Whoever waits for a customer who got no answer waits in vain.
WAITING = {Status.PENDING, Status.SOLVED}


@one_act()
def note_undelivered(
    *, actor: Actor, message: Message, reopens: bool = True, because: Cause | None = None
) -> Ticket:
    """The ticket says that this answer did not arrive, and opens again if it was solved or waited for the customer."""
    ticket, message = locked_message(actor, message, "change")
    if message.undelivered_at is not None:
        return ticket
    message.undelivered_at = clock.now()
    message.save(update_fields=["undelivered_at"])
    ticket.has_undelivered = True
    happenings: list[Kind] = [MessageUndelivered(message.pk)]
    columns: tuple[str, ...] = ("has_undelivered",)
    if reopens and ticket.status in WAITING and ticket.merged_into_id is None:
        was_closed = not ticket.is_open
        changed, opened = status_to(ticket, Status.OPEN, yields=True)
        columns, happenings = (*columns, *changed), [*happenings, opened]
        if was_closed:
            summary.recount(ticket)
    return settle(ticket, actor, *happenings, because=because, changed=columns)


@one_act()
def settle_undelivered(*, actor: Actor, message: Message, because: Cause | None = None) -> Ticket:
    """The ticket says no more that this answer did not arrive."""
    ticket, message = locked_message(actor, message, "change")
    if message.undelivered_at is None:
        return ticket
    message.undelivered_at = None
    message.save(update_fields=["undelivered_at"])
    ticket.has_undelivered = summary.undelivered(ticket)
    return settle(ticket, actor, MessageSettled(message.pk), because=because, changed=("has_undelivered",))
