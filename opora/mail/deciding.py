"""What the verbs about held mails share: who may decide, the row as it is now, the end of a decision."""

from django.utils.translation import gettext_lazy as _

from opora.desk.models import Level
from opora.desk.public import level_in
from opora.events.public import Cause, record
from opora.mail.kinds import MailDecided
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.receiving.letter import Letter, read
from opora.people.actions import ensure_person
from opora.people.models import Person
from opora.people.public import Actor, Conflict, NotAllowed, Refusal
from opora.tickets.models import Message, Ticket
from opora.tickets.public import obtain

OPEN = {IncomingState.HELD, IncomingState.IGNORED, IncomingState.FAILED}


def read_held(incoming: IncomingMail) -> Letter:
    """The mail, read again, before the transaction. Refuses when its raw source is gone."""
    try:
        return read(incoming)
    except OSError as error:
        raise Refusal(
            "raw_gone", _("The raw source of this mail is not in the mail folder any more.")
        ) from error


def undecided(actor: Actor, incoming: IncomingMail) -> IncomingMail:
    """The row, locked, if the actor may decide about it. Raises NotAllowed, NotFound; Conflict when it is decided."""
    row = IncomingMail.objects.select_for_update().get(pk=incoming.pk)
    require(actor, row)
    if row.state not in OPEN:
        raise Conflict("decided", _("Somebody has decided about this mail already."))
    return row


def require(actor: Actor, row: IncomingMail) -> None:
    """Whoever may answer on the ticket, or in the mailbox's department; mails without either are the supervisors'."""
    actor.require_staff()
    if actor.person is None:
        return
    if row.ticket_id is not None:
        obtain(actor, row.ticket_id, "reply")
        return
    stranger = row.mailbox is None or level_in(actor.person, row.mailbox.department_id) < Level.REPLY
    if stranger and not actor.person.is_supervisor:
        raise NotAllowed("not_allowed", _("You may not decide about mails of this department."))


def sender_of(letter: Letter, actor: Actor, because: Cause | None) -> Person:
    """The mail's author, added to the desk if new. Refuses when the mail names none."""
    if not letter.sender:
        raise Refusal(
            "no_sender", _("The mail does not say who sent it. Choose whose request it is."), "requester"
        )
    name, language = letter.parsed.from_name, letter.spoken
    return ensure_person(actor=actor, email=letter.sender, name=name, language=language, because=because)


def decide(
    row: IncomingMail,
    letter: Letter | None,
    actor: Actor,
    decision: str,
    *,
    state: str = IncomingState.DONE,
    ticket: Ticket | None = None,
    message: Message | None = None,
    because: Cause | None = None,
) -> IncomingMail:
    """Notes the decision on the row and in the log."""
    if letter is not None:
        letter.row = row
        letter.note_on_row()
    row.state, row.next_attempt_at, row.failure = state, None, ""
    row.ticket, row.message = ticket or row.ticket, message
    row.why = {**row.why, "decision": {"by": actor.id, "what": decision, "held_because": row.reason}}
    row.reason = "dismissed" if decision == "dismissed" else ""
    row.save()
    happening = MailDecided(row.pk, decision, message.pk if message else None)
    record(happening, actor=actor, ticket=row.ticket_id, because=because)
    return row
