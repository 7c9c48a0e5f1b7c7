"""The reader “notices”: what customers are told without an agent writing it. Confirmations, solved, how it went."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction
from django.db.models import Max, Q

from opora.desk.models import Mailbox
from opora.desk.public import mailbox_for
from opora.events.models import Event
from opora.events.public import Reader, clock
from opora.mail import tokens
from opora.mail.models import IncomingMail, OutgoingMail, Purpose
from opora.mail.sending.permitting import DAY, Permits
from opora.mail.sending.queueing import host_of, language_of, mailbox_of, once
from opora.mail.sending.waking import wake
from opora.people.models import Identity, Person
from opora.tickets.models import Channel, Message, Status, Ticket

# A notice that comes later than this only puzzles.
LATEST = timedelta(hours=6)
BY_FORM = frozenset({Channel.WEB, Channel.PORTAL, Channel.API})
RELATED = ("requester", "department", "brand")


class Notices(Reader):
    """Queues notices once. Cannot be rebuilt: what was sent stays sent.

    `feedback.asked` is an event of the room feedback; the log is all that the two rooms know of each other.
    """

    name: ClassVar[str] = "notices"
    kinds: ClassVar[frozenset[str] | None] = frozenset(
        {"ticket.opened", "ticket.status_changed", "feedback.asked"}
    )

    def follow(self, events: Sequence[Event]) -> None:
        """Queues what these events ask for, with a fixed number of queries for all of them."""
        fresh = [event for event in events if event.at > clock.now() - LATEST]
        wanted = [event for event in fresh if _is_asked_for(event)]
        if not wanted:
            return
        tickets = Ticket.objects.select_related(*RELATED).in_bulk({event.ticket for event in wanted})
        queue = _Queue(tickets, wanted)
        rows = [row for event in wanted if (row := queue.row_of(event)) is not None]
        if rows:
            OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)
            transaction.on_commit(wake)


def _is_asked_for(event: Event) -> bool:
    said = event.data
    if event.kind == "ticket.opened":
        own = event.actor_kind == "person" and event.actor_id == said.get("requester")
        return bool(own and said.get("message") and (said.get("channel") in {Channel.MAIL, *BY_FORM}))
    return event.kind == "feedback.asked" or said.get("after") == Status.SOLVED


class _Queue:
    """What the events of one batch need, looked up together."""

    def __init__(self, tickets: dict[int, Ticket], events: Sequence[Event]) -> None:
        self.tickets = tickets
        people = [ticket.requester for ticket in tickets.values()]
        opened = [event for event in events if event.kind == "ticket.opened"]
        first = [event.data["message"] for event in opened]
        mails = IncomingMail.objects.filter(message__in=first).select_related("mailbox") if first else []
        self.incoming = {row.message_id: row for row in mails}
        self.permits = Permits(people)
        by_form = [tickets[event.ticket].requester for event in opened
                   if event.ticket in tickets and event.data["channel"] != Channel.MAIL]  # fmt: skip
        self.proven = proven_among(by_form) if by_form else set()
        self.mailboxes: dict[int, Mailbox | None] = {}

    def row_of(self, event: Event) -> OutgoingMail | None:
        """The mail that this event brings about; None for none."""
        ticket = self.tickets.get(event.ticket or 0)
        if ticket is None or ticket.merged_into_id is not None:
            return None
        if event.kind == "ticket.opened":
            return self._confirmation(event, ticket)
        if event.kind == "feedback.asked":
            return self._unasked(event, ticket, Purpose.SURVEY)
        by_customer = event.actor_kind == "person" and event.actor_id == ticket.requester_id
        if by_customer or not ticket.department.tells_solved or ticket.status != Status.SOLVED:
            return None
        told = OutgoingMail.objects.filter(ticket=ticket, purpose=Purpose.SOLVED)
        if told.filter(created_at__gt=clock.now() - DAY).exists():
            return None
        return self._unasked(event, ticket, Purpose.SOLVED)

    def _confirmation(self, event: Event, ticket: Ticket) -> OutgoingMail | None:
        is_mail = event.data["channel"] == Channel.MAIL
        department, person, message = ticket.department, ticket.requester, event.data["message"]
        incoming = self.incoming.get(message)
        if not (department.confirms_mail if is_mail else department.confirms_web):
            return None
        if ticket.status == Status.CLOSED or (is_mail and incoming is None):
            return None
        address = (incoming.from_email if incoming else "") or person.email or ""
        if not self.permits.allows(person, address, incoming):
            return None
        row = confirmation(ticket, message, self._mailbox(ticket, incoming), address)
        row.answers = incoming
        row.details["is_unproven"] = not is_mail and person.pk not in self.proven
        return row

    def _unasked(self, event: Event, ticket: Ticket, purpose: Purpose) -> OutgoingMail | None:
        """What nobody has asked for and everybody may refuse."""
        person, address = ticket.requester, ticket.requester.email or ""
        if person.notices_refused_at is not None or not self.permits.allows(person, address):
            return None
        mailbox = mailbox_of(ticket)
        row = _row(ticket, purpose, once(purpose, event.pk, ""), mailbox, address)
        row.mail_id = tokens.message_id(ticket.pk, "e", event.pk, host_of(mailbox))
        row.next_attempt_at = _last_leaving(ticket) or row.next_attempt_at
        return row

    def _mailbox(self, ticket: Ticket, incoming: IncomingMail | None) -> Mailbox | None:
        box = incoming.mailbox if incoming else None
        if box is not None and box.is_active and box.department_id == ticket.department_id:
            return box
        if ticket.department_id not in self.mailboxes:
            self.mailboxes[ticket.department_id] = mailbox_for(ticket.department)
        return self.mailboxes[ticket.department_id]


def confirmation(ticket: Ticket, message: int, mailbox: Mailbox | None, address: str) -> OutgoingMail:
    """The mail that says that a request has arrived; the row is not saved yet. `message`: its first one."""
    row = _row(ticket, Purpose.CONFIRMATION, once("confirmation", ticket.pk, ""), mailbox, address)
    # The first message's own token: an answer to the confirmation follows it through splits and merges.
    row.mail_id = tokens.message_id(ticket.pk, "m", message, host_of(mailbox))
    row.details = {"message": message}
    return row


def _row(ticket: Ticket, purpose: str, key: str, mailbox: Mailbox | None, address: str) -> OutgoingMail:
    person, now = ticket.requester, clock.now()
    return OutgoingMail(
        once=key,
        purpose=purpose,
        ticket=ticket,
        mailbox=mailbox,
        person=person,
        address=address,
        to=[[person.name, address]],
        language=language_of(ticket),
        created_at=now,
        next_attempt_at=now,
    )


def _last_leaving(ticket: Ticket) -> datetime | None:
    """When the answer leaves that it came with: a notice goes not before it, for it may be taken back."""
    waiting = Message.objects.filter(ticket=ticket, leaves_at__gt=clock.now())
    leaves: datetime | None = waiting.aggregate(last=Max("leaves_at"))["last"]
    return leaves


def proven_among(people: Iterable[Person]) -> set[int]:
    """Ids of those who have shown that their address is theirs: they verified it, or have written from it."""
    keys = {person.pk for person in people}
    verified = Identity.objects.filter(person__in=keys, verified_at__isnull=False)
    wrote = Message.objects.filter(Q(author__in=keys), channel=Channel.MAIL)
    return {*verified.values_list("person", flat=True), *wrote.values_list("author", flat=True).distinct()}


def will_confirm(ticket: Ticket) -> bool:
    """Whether a confirmation of a request that was just made by form is on its way; for the page that says so."""
    if not ticket.department.confirms_web or not ticket.requester.email:
        return False
    return Permits([ticket.requester]).allows(ticket.requester, ticket.requester.email)
