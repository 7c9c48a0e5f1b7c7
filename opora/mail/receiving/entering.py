"""Bringing a mail into the desk by a verb: into its ticket, or as a ticket of its own."""

from opora.desk.models import Department
from opora.mail.receiving.letter import Letter, whole
from opora.mail.receiving.placing import Place, remember
from opora.mail.sending import notices
from opora.people.actions import ensure_person
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.tickets.actions import add_collaborator, add_note, open_ticket, reply
from opora.tickets.models import Message

MOST_COPIES = 20


def join(letter: Letter, place: Place, person: Person) -> Message:
    """The mail as this person's message on the ticket; people in copy join if the department wants that.

    Not by a mail that only names the ticket's number: anybody can write that, and the requester's address as sender,
    and would have the conversation sent to whomever they copy.
    """
    message = reply(
        actor=Actor.of(person),
        ticket=place.thread,
        words=letter.words(*_doubts(letter, place, person)),
        channel="mail",
        submission=letter.submission,
        because=letter.because,
    )
    is_sure = not place.is_weak or letter.is_proven
    if message.ticket_id == place.ticket.pk and not person.is_staff and is_sure:
        _add_copies(letter, message)
    finish(letter, message, person)
    return message


def open_new(
    letter: Letter, person: Person, department: Department | None = None, *remarks: dict[str, object]
) -> Message:
    """The mail as a request of this person, in the department of the mailbox it came to."""
    place = department or department_of(letter)
    ticket = open_ticket(
        actor=Actor.of(person),
        requester=person,
        subject=letter.parsed.subject,
        words=letter.words(*remarks),
        channel="mail",
        department=place,
        language=letter.spoken,
        collaborators=_copies(letter, person) if place is None or place.adds_cc else (),
        submission=letter.submission,
        because=letter.because,
    )
    message = ticket.opening
    assert message is not None
    finish(letter, message, person)
    return message


def note_automatic(letter: Letter, place: Place) -> Message:
    """An automatic answer: kept on the ticket as a small note for staff; it changes nothing else there."""
    parsed = letter.parsed
    remark: dict[str, object] = {
        "code": "automatic_mail",
        "kind": parsed.auto_kind or "",
        "from": letter.sender,
        "subject": whole(parsed.subject),
    }
    message = add_note(
        actor=Actor.system(),
        ticket=place.thread,
        words=letter.words(remark),
        channel="mail",
        submission=letter.submission,
        because=letter.because,
    )
    remember(letter, message)
    return message


def department_of(letter: Letter) -> Department | None:
    """The department of the mailbox the mail came to; None leaves it to the desk."""
    mailbox = letter.row.mailbox
    return mailbox.department if mailbox is not None and mailbox.department.is_active else None


def _doubts(letter: Letter, place: Place, person: Person) -> list[dict[str, object]]:
    """A mail that anybody could have written so, from a sender whom nothing proves, joins with a remark."""
    is_sure = not place.is_weak or person.is_staff or letter.is_proven or letter.proof.is_forged
    return [] if is_sure else [{"code": "unproven_sender", "verdict": "none", "rule": place.rule}]


def finish(letter: Letter, message: Message, person: Person) -> None:
    """Answers to this mail lead here from now on; its sender hears of files that were not kept."""
    remember(letter, message)
    if any(remark.get("code") == "file_too_large" for remark in message.remarks):
        notices.tell_too_large(letter.row, message, person, is_automatic=letter.parsed.is_auto)


def _add_copies(letter: Letter, message: Message) -> None:
    """Whom a participant copies joins the conversation."""
    ticket = message.ticket
    if ticket.department.adds_cc:
        for person in _copies(letter, ticket.requester):
            add_collaborator(actor=Actor.system(), ticket=ticket, person=person, because=letter.because)


def _copies(letter: Letter, but: Person) -> list[Person]:
    """The customers among To and Cc, added to the desk where new. Never our own addresses, never staff."""
    parsed, found = letter.parsed, dict[int, Person]()
    for entry in (*parsed.to, *parsed.cc)[:MOST_COPIES]:
        if not entry.email or letter.desk.owns(entry.email) or entry.email.lower() == letter.sender:
            continue
        try:
            person = ensure_person(
                actor=Actor.system(), email=entry.email, name=entry.name, because=letter.because
            )
        except Refusal:  # not an address; the header stays in the raw source
            continue
        if not person.is_staff and person.is_active and person.pk != but.pk:
            found[person.pk] = person
    return list(found.values())
