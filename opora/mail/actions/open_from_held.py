"""The verb: make a ticket of a held mail."""

from django.db import transaction

from opora.events.public import Cause, one_act
from opora.mail import deciding
from opora.mail.models import IncomingMail
from opora.mail.receiving import entering
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.models import Ticket


def open_from_held(
    *, actor: Actor, incoming: IncomingMail, requester: Person | None = None, because: Cause | None = None
) -> Ticket:
    """Opens a ticket of its own in the department of the mailbox; by the mail's sender, or by `requester`.

    Needs the right to reply in that department (or on the ticket it was held for). Refuses a mail that names no sender
    when nobody is chosen, and one that is decided already.
    """
    letter = deciding.read_held(incoming)
    with transaction.atomic(), one_act():
        row = deciding.undecided(actor, incoming)
        letter.row = row
        person = requester or deciding.sender_of(letter, actor, because)
        message = entering.open_new(letter, person)
        deciding.decide(row, letter, actor, "opened", ticket=message.ticket, message=message, because=because)
        return message.ticket
