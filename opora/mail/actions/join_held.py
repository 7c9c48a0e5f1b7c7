"""The verb: let a held mail into a conversation."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act
from opora.mail import deciding
from opora.mail.models import IncomingMail
from opora.mail.receiving import entering
from opora.mail.receiving.letter import Letter
from opora.mail.receiving.placing import Place
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.tickets.actions import add_collaborator, remove_collaborator
from opora.tickets.models import Message, Ticket
from opora.tickets.public import obtain, survivor


def join_held(
    *,
    actor: Actor,
    incoming: IncomingMail,
    ticket: Ticket | None = None,
    as_collaborator: bool = True,
    because: Cause | None = None,
) -> Message:
    """Adds the mail to the ticket it was held for (or another) as its sender's message.

    With `as_collaborator` the sender takes part from now on, gets the answers and may write again. Needs the right to
    reply. Refuses a mail without sender, and one that is decided already.
    """
    letter = deciding.read_held(incoming)
    with transaction.atomic(), one_act():
        row = deciding.undecided(actor, incoming)
        thread = ticket or row.ticket
        if thread is None:
            raise Refusal("no_ticket", _("Choose the ticket that this mail belongs to."), "ticket")
        obtain(actor, survivor(thread).pk, "reply")
        letter.row = row
        person = deciding.sender_of(letter, actor, because)
        message = _join(
            actor, letter, Place(survivor(thread), thread, "decision"), person, as_collaborator, because
        )
        deciding.decide(row, letter, actor, "joined", ticket=message.ticket, message=message, because=because)
        return message


def _join(
    actor: Actor, letter: Letter, place: Place, person: Person, as_collaborator: bool, because: Cause | None
) -> Message:
    stranger = not person.is_staff and not place.takes(person)
    if stranger:
        add_collaborator(actor=actor, ticket=place.ticket, person=person, because=because)
    message = entering.join(letter, place, person)
    if stranger and not as_collaborator:
        remove_collaborator(actor=actor, ticket=place.ticket, person=person, because=because)
    return message
