"""What an agent forwards to the desk: a request of whoever wrote it first, with the agent's words as a note."""

from opora.desk.models import Department
from opora.mail import tokens
from opora.mail.models import MailReference
from opora.mail.parsing.mail import Forwarded
from opora.mail.receiving import entering
from opora.mail.receiving.letter import Letter, whole
from opora.people.actions import ensure_person
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.tickets.actions import add_note, open_ticket
from opora.tickets.models import Message
from opora.tickets.public import NewFile, Words


def is_forward(letter: Letter) -> bool:
    """Whether it is a forwarded mail, in a department that wants such opened for their authors."""
    department = entering.department_of(letter)
    wanted = department is None or department.opens_forwarded
    return wanted and letter.parsed.forwarded is not None and not letter.parsed.is_auto


def open_forwarded(letter: Letter, agent: Person, department: Department | None) -> Message:
    """The request of the first author, with a remark who forwarded it. Where the author can't be told, the agent's own
    request with a remark that says so."""
    inner = letter.parsed.forwarded
    assert inner is not None
    author = _author(letter, inner)
    if author is None:
        return entering.open_new(letter, agent, department, {"code": "forward_unclear"})
    ticket = open_ticket(
        actor=Actor.of(agent),
        requester=author,
        subject=inner.subject or letter.parsed.subject,
        words=_words(letter, inner, agent),
        channel="mail",
        department=department,
        language=letter.spoken,
        submission=letter.submission,
        because=letter.because,
    )
    message = ticket.opening
    assert message is not None
    letter.is_for_somebody_else = True
    entering.finish(letter, message, agent)
    if inner.message_id:
        digest = tokens.digest_of(inner.message_id)
        row = MailReference(digest=digest, ticket_id=ticket.pk, message=message, is_direct=True)
        letter.known_now.add_references([row])
    if inner.introduction.strip():
        add_note(
            actor=Actor.of(agent),
            ticket=ticket,
            words=Words(text=whole(inner.introduction), language=letter.language),
            channel="mail",
            because=letter.because,
        )
    return message


def _author(letter: Letter, inner: Forwarded) -> Person | None:
    """The customer who wrote it first, added where new; None for nobody, for ourselves and for colleagues."""
    address = inner.email.strip().lower()
    if not address or letter.desk.owns(address):
        return None
    try:
        person = ensure_person(
            actor=Actor.system(),
            email=address,
            name=inner.name,
            language=letter.spoken,
            because=letter.because,
        )
    except Refusal:
        return None
    return person if person.is_active and not person.is_staff else None


def _words(letter: Letter, inner: Forwarded, agent: Person) -> Words:
    """The inner mail; its files are its own where it came as a file, else those of the mail around it."""
    outer = letter.words()
    files = (
        tuple(
            NewFile(file.name or "file", file.data, file.type, file.inline, file.content_id or "")
            for file in inner.attachments
        )
        if inner.as_file
        else outer.files
    )
    remark: dict[str, object] = {"code": "forwarded_by", "person": agent.pk, "name": agent.called}
    if inner.date is not None:
        remark["written_at"] = inner.date.isoformat()
    return Words(
        text=whole(inner.text),
        html=whole(inner.html or ""),
        files=files,
        language=letter.language,
        remarks=(remark, *outer.remarks),
        trusted=True,
    )
