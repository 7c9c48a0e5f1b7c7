"""The verb: split messages off into a ticket of their own."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.tickets import access, summary
from opora.tickets.actions.open_ticket import tidy_subject
from opora.tickets.kinds import Split, SplitOff
from opora.tickets.models import AuthorRole, Message, Status, Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def split(
    *,
    actor: Actor,
    ticket: Ticket,
    messages: Sequence[int],
    subject: str = "",
    because: Cause | None = None,
) -> Ticket:
    """Moves the messages with these ids to a new ticket and returns it; something must stay behind.

    The new ticket is opened now, by the customer who wrote the first of the messages (else the same requester), and
    keeps department, priority, language. One act; undo brings everything back (see `returning`).
    """
    ticket = allowed(actor, ticket, "split")
    moving = list(_readable(actor, ticket).select_related("author").filter(pk__in=list(messages)))
    if not moving or len(moving) != len(set(messages)):
        raise Refusal("bad_choice", _("Choose messages of this ticket to split off."), "messages")
    if len(moving) == _readable(actor, ticket).count():
        raise Refusal(
            "nothing_left", _("Leave at least one message here, or change the subject instead."), "messages"
        )
    fresh = _part(ticket, _writer(ticket, moving), subject)
    threads = {str(message.pk): message.thread for message in moving}
    keys = [message.pk for message in moving]
    Message.objects.filter(pk__in=keys).update(ticket=fresh, thread=fresh.pk)
    summary.recount(fresh)
    summary.recount(ticket)
    settle(ticket, actor, Split(fresh.pk, keys, threads), because=because)
    return settle(fresh, actor, SplitOff(ticket.pk, keys), because=because)


def _readable(actor: Actor, ticket: Ticket) -> QuerySet[Message]:
    """Nobody moves a message that they may not read."""
    return access.messages_for(actor.person, ticket)


def _writer(ticket: Ticket, moving: Sequence[Message]) -> Person:
    return next(
        (m.author for m in moving if m.author and m.author_role == AuthorRole.CUSTOMER), ticket.requester
    )


def _part(ticket: Ticket, requester: Person, subject: str) -> Ticket:
    now = clock.now()
    fresh = Ticket(
        subject=tidy_subject(subject) if subject.strip() else ticket.subject,
        requester=requester,
        organization=requester.organization,
        brand=ticket.brand,
        department=ticket.department,
        topic=ticket.topic,
        priority=ticket.priority,
        type=ticket.type,
        channel=ticket.channel,
        language=ticket.language,
        status=Status.OPEN,
        created_at=now,
        updated_at=now,
        last_message_at=now,
    )
    fresh.save(force_insert=True)
    return fresh
