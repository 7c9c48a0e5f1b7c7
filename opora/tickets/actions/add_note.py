"""The verb: write a note."""

from opora.events.public import Cause, one_act
from opora.people.public import Actor
from opora.tickets import posting
from opora.tickets.content.words import Words
from opora.tickets.models import Message, MessageKind, Ticket
from opora.tickets.verb import allowed_survivor, settle


@one_act()
def add_note(
    *,
    actor: Actor,
    ticket: Ticket,
    words: Words,
    channel: str = "desk",
    submission: str | None = None,
    because: Cause | None = None,
) -> Message:
    """Adds a staff note; from a customer, a customer-side note. Neither side sees the other's; nobody is mailed.

    The same `submission` again gives the note it gave the first time.
    """
    kind = MessageKind.NOTE if actor.is_staff else MessageKind.CUSTOMER_NOTE
    thread = ticket.pk
    ticket = allowed_survivor(actor, ticket, "note" if actor.is_staff else "customer_note")
    if (known := posting.submitted(actor, submission)) is not None:
        return known
    message, posted, columns = posting.put(
        ticket,
        words.tidy(),
        kind=kind,
        author=actor.person,
        role=posting.role_of(actor, actor.person),
        channel=channel,
        thread=thread,
        submission=submission,
    )
    settle(ticket, actor, posted, because=because, changed=columns, audience=posting.AUDIENCES[kind])
    return message
