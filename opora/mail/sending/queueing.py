"""From an answer to the mails that carry it: one row for each reader, never two."""

import hashlib

from django.conf import settings
from django.db import transaction

from opora.desk.models import Mailbox
from opora.desk.public import mailbox_for, own_addresses
from opora.desk.public import settings as desk_settings
from opora.events.public import clock
from opora.mail import tokens
from opora.mail.models import IncomingMail, OutgoingMail, Purpose
from opora.mail.sending.addressing import idna
from opora.mail.sending.waking import wake
from opora.mail.undelivered.noting import flagged
from opora.people.models import Person
from opora.tickets.models import Message, MessageKind, Ticket


def queue_answer(message: Message) -> None:
    """Puts an answer into the queue for the requester and the collaborators; those without an address get none.

    One letter in which all are named, or, where the department wants it, one for each that names nobody else.
    """
    if message.kind != MessageKind.PUBLIC:
        return
    ticket = message.ticket
    mailbox = mailbox_of(ticket)
    to, cc = _addressed([ticket.requester]), _addressed(_collaborators(ticket))
    own = own_addresses()
    readers = [person for person in (*to, *cc) if person.email not in own and person.pk != message.author_id]
    if not readers:
        return
    host, is_apart = host_of(mailbox), ticket.department.separate_copies
    rows = [
        OutgoingMail(
            once=once("answer", message.pk, person.email or ""),
            purpose=Purpose.ANSWER,
            ticket=ticket,
            message=message,
            mailbox=mailbox,
            person=person,
            address=person.email or "",
            to=_named([person] if is_apart else to),
            cc=_named([] if is_apart else [one for one in cc if one in readers]),
            mail_id=tokens.message_id(ticket.pk, "m", message.pk, host),
            language=language_of(ticket),
            created_at=clock.now(),
            next_attempt_at=message.leaves_at or clock.now(),
        )
        for person in readers
    ]
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(wake)


def _named(people: list[Person]) -> list[list[str]]:
    return [[person.name, person.email or ""] for person in people]


def queue_notice(
    incoming: IncomingMail, purpose: str, ticket: Ticket, person: Person, details: dict[str, object]
) -> None:
    """Puts a notice about a mail into the queue, once: an automatic mail to its sender, with `details` for its text."""
    mailbox = incoming.mailbox or mailbox_of(ticket)
    if mailbox is None or not person.email or flagged([incoming.from_email or person.email]):
        return  # an automatic mail to an address that takes none only harms our name
    host = host_of(mailbox)
    row = OutgoingMail(
        once=once(purpose, incoming.pk, ""),
        purpose=purpose,
        ticket=ticket,
        answers=incoming,
        mailbox=mailbox,
        person=person,
        address=incoming.from_email or person.email,
        to=[[person.name, incoming.from_email or person.email]],
        mail_id=tokens.message_id(ticket.pk, "n", incoming.pk, host),
        details=details,
        language=language_of(ticket),
        created_at=clock.now(),
        next_attempt_at=clock.now(),
    )
    OutgoingMail.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(wake)


def mailbox_of(ticket: Ticket) -> Mailbox | None:
    """The address to answer from: the one the conversation came to if it is the department's, else the department's."""
    came = IncomingMail.objects.select_related("mailbox").filter(
        ticket=ticket, mailbox__is_active=True, mailbox__department=ticket.department_id
    )
    last = came.order_by("-id").first()
    return last.mailbox if last is not None else mailbox_for(ticket.department)


def language_of(ticket: Ticket) -> str:
    """The language of what we add around the words: the ticket's if the interface speaks it, else the desk's."""
    for language in (ticket.language, ticket.department.language, desk_settings.DESK_LANGUAGE.get()):
        if language in dict(settings.LANGUAGES):
            return language
    return settings.LANGUAGE_CODE


def _collaborators(ticket: Ticket) -> list[Person]:
    return [row.person for row in ticket.collaborators.select_related("person")]


def _addressed(people: list[Person]) -> list[Person]:
    return [person for person in people if person.email and person.is_active]


def host_of(mailbox: Mailbox | None) -> str:
    """What stands behind the @ of our Message-IDs: the mailbox's domain as the DNS knows it."""
    return idna(mailbox.address if mailbox else "nobody@opora.invalid").rpartition("@")[2]


def once(purpose: str, number: int, address: str) -> str:
    """What makes a row the only one of its kind: a purpose, the number of what brings it about, perhaps an address."""
    return hashlib.sha256(f"{purpose}:{number}:{address}".encode()).hexdigest()
