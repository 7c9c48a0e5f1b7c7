"""What goes wrong at every desk now and then: an answer that came back, and one that has to wait."""

from datetime import timedelta

from opora.events.public import clock
from opora.mail.models import OutgoingMail, OutgoingState
from opora.people.actions import add_identity, note_deliverability
from opora.people.models import Identity
from opora.people.public import Actor
from opora.tickets.actions import note_undelivered
from opora.tickets.models import AuthorRole, Message, Status, Ticket

SYSTEM = Actor.system()
FULL = "552 5.2.2 The mailbox is full"
BUSY = "451 4.7.1 Greylisted, please try again later"


def happen() -> None:
    """One answer did not arrive (its customer has another address), another waits and is a yellow card."""
    lost, waiting = [*_answers(Status.PENDING), None, None][:2]
    now = clock.now()
    if lost is not None:
        _comes_back(lost)
    if waiting is not None:
        mail = _mail(waiting, state=OutgoingState.QUEUED, reason="put_off", failure=BUSY, attempts=4)
        mail.created_at, mail.next_attempt_at = now - timedelta(minutes=50), now + timedelta(hours=3)
        mail.save()


def _answers(status: str) -> list[Message]:
    """The last answers of two tickets that wait for their customers, newest first."""
    tickets = Ticket.objects.filter(status=status, merged_into=None, requester__email__isnull=False)
    found = []
    for ticket in tickets.select_related("requester").order_by("-last_message_at")[:20]:
        last = ticket.messages.filter(kind="public").order_by("-at").first()
        if last is not None and last.author_role == AuthorRole.AGENT:
            found.append(last)
    return found[:2]


def _comes_back(message: Message) -> None:
    person = message.ticket.requester
    address = person.email or ""
    local, _, domain = address.partition("@")
    add_identity(actor=SYSTEM, person=person, kind="email", value=f"{local}@private.{domain}")
    mail = _mail(message, state=OutgoingState.BOUNCED, reason="mailbox_full", failure=FULL, attempts=1)
    mail.sent_at = message.at
    mail.save()
    identity = Identity.objects.get(person=person, kind="email", value=address)
    note_deliverability(actor=SYSTEM, identity=identity, reason="mailbox_full")
    note_undelivered(actor=SYSTEM, message=message)


def _mail(message: Message, **values: object) -> OutgoingMail:
    person = message.ticket.requester
    return OutgoingMail(
        once=f"demo:{message.pk}",
        ticket=message.ticket,
        message=message,
        mailbox=message.ticket.department.mailboxes.first(),
        person=person,
        address=person.email or "",
        to=[[person.name, person.email]],
        mail_id=f"demo.{message.pk}@severka.example",
        language=message.ticket.language,
        created_at=message.at,
        **values,
    )
