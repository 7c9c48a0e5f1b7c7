"""What goes wrong at every desk now and then: answers that came back or have to wait, mail that nobody may trust."""

from datetime import timedelta
from email.message import EmailMessage

from opora.desk.models import Mailbox
from opora.events.public import clock
from opora.mail.models import OutgoingMail, OutgoingState
from opora.mail.public import receive
from opora.people.actions import add_identity, note_deliverability
from opora.people.models import Identity
from opora.people.public import Actor
from opora.tickets.actions import note_undelivered
from opora.tickets.models import AuthorRole, Message, Status, Ticket

SYSTEM = Actor.system()
FULL = "552 5.2.2 The mailbox is full"
# Sender, subject, words, further headers: a newsletter, somebody who says that he is a colleague, our own address.
DOUBTFUL: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("Obaly Novák <novinky@obaly-novak.example>", "Jarní sleva 20 % na krabice", "Dobrý den, celý týden 20 % dolů.",
     {"List-Id": "<novinky.obaly-novak.example>", "List-Unsubscribe": "<mailto:konec@obaly-novak.example>"}),
    ("Анна Смирнова <anna.smirnova@severka.example>", "Срочно: пароль от кассы",
     "Коллеги, пришлите, пожалуйста, пароль от кассы ответом на это письмо.", {}),
    ("Severka <billing@severka.example>", "Invoice overdue", "Your invoice is overdue, see the file.", {}),
)  # fmt: skip
BUSY = "451 4.7.1 Greylisted, please try again later"


def happen() -> None:
    """One answer did not arrive (its customer has another address), another waits and is a yellow card.

    The doubtful mails are kept as they would come; the intake holds them as soon as the desk runs.
    """
    lost, waiting = [*_answers(Status.PENDING), None, None][:2]
    now = clock.now()
    if lost is not None:
        _comes_back(lost)
    if waiting is not None:
        mail = _mail(waiting, state=OutgoingState.QUEUED, reason="put_off", failure=BUSY, attempts=4)
        mail.created_at, mail.next_attempt_at = now - timedelta(minutes=50), now + timedelta(hours=3)
        mail.save()
    mailbox = Mailbox.objects.first()
    for number, (sender, subject, words, headers) in enumerate(DOUBTFUL):
        letter = EmailMessage()
        letter["From"], letter["Subject"], letter["Message-ID"] = sender, subject, f"<{number}@doubt.example>"
        letter["To"] = mailbox.address if mailbox else ""
        letter["Date"] = clock.now()
        for name, value in headers.items():
            letter[name] = value
        letter.set_content(words)
        receive(letter.as_bytes(), source="smtp", mailbox=mailbox, envelope_from=None)


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
