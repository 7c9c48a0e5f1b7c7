"""The verb: reply, whether as the customer or as the desk."""

from django.utils.translation import gettext_lazy as _

from opora.conf.prepared import Prepared
from opora.events.public import Cause, Kind, one_act
from opora.people.public import Actor, Refusal
from opora.tickets import posting, summary
from opora.tickets.actions.link import link
from opora.tickets.actions.open_ticket import open_ticket
from opora.tickets.changes import status_to
from opora.tickets.content.words import Words
from opora.tickets.models import AuthorRole, Draft, LinkKind, Message, MessageKind, Status, Ticket
from opora.tickets.verb import allowed_survivor, require_request, settle

_drafts = Prepared(lambda ticket, author: Draft.objects.filter(ticket=ticket, author=author))


@one_act()
def reply(
    *,
    actor: Actor,
    ticket: Ticket,
    words: Words,
    channel: str,
    then: str | None = None,
    submission: str | None = None,
    leaves_in: int = 0,
    because: Cause | None = None,
) -> Message:
    """Adds a public message and returns it; `then` is the status to set with it (staff only).

    A customer's message opens a ticket that was pending, on hold or solved; to a closed one it opens a follow-up that
    is linked to it. A merged ticket passes it on to the one it was merged into. An agent's first answer opens a new
    ticket. The same `submission` again gives the message it gave the first time. Sending is a reader's work.
    An agent's answer leaves after `leaves_in` seconds (at most 120); until then it can be taken back and customers do
    not see it. What its author had taken back on this ticket before is sent with it, and is a draft no more.
    """
    thread = ticket.pk
    ticket = allowed_survivor(actor, ticket, "reply")
    if (known := posting.submitted(actor, submission)) is not None:
        return known
    if then is not None and then not in set(Status.values) - {Status.NEW}:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "status")
    words = words.tidy()
    require_request(ticket, actor)
    role = posting.role_of(actor, actor.person)
    if role == AuthorRole.CUSTOMER and ticket.status == Status.CLOSED:
        return _follow_up(actor, ticket, words, channel, submission, because)
    message, posted, columns = posting.put(
        ticket,
        words,
        kind=MessageKind.PUBLIC,
        author=actor.person,
        role=role,
        channel=channel,
        thread=thread,
        submission=submission,
        leaves_in=leaves_in if role == AuthorRole.AGENT else 0,
    )
    if leaves_in and actor.person is not None:
        for draft in _drafts(ticket.pk, actor.person.pk):
            draft.delete()
    happenings: list[Kind] = [posted]
    wanted = _status_after(ticket, role, then)
    if wanted != ticket.status:
        reopens = not ticket.is_open
        changed, happening = status_to(ticket, wanted)
        columns, happenings = (*columns, *changed), [*happenings, happening]
        if reopens:
            summary.recount(ticket)  # what was written before it was solved may still wait for an answer
    settle(ticket, actor, *happenings, because=because, changed=columns)
    return message


def _status_after(ticket: Ticket, role: AuthorRole, then: str | None) -> str:
    if role == AuthorRole.CUSTOMER:
        return ticket.status if ticket.status == Status.NEW else Status.OPEN
    if then is not None:
        return then
    return Status.OPEN if ticket.status == Status.NEW and role == AuthorRole.AGENT else ticket.status


def _follow_up(
    actor: Actor, closed: Ticket, words: Words, channel: str, submission: str | None, because: Cause | None
) -> Message:
    assert actor.person is not None
    fresh = open_ticket(
        actor=actor,
        requester=actor.person,
        subject=closed.subject,
        words=words,
        channel=channel,
        department=closed.department if closed.department.is_active else None,
        topic=None,
        language=closed.language,
        submission=submission,
        because=because or Cause("follow_up", closed.pk),
    )
    link(
        actor=Actor.system(),
        ticket=fresh,
        other=closed,
        kind=LinkKind.FOLLOW_UP,
        because=Cause("follow_up", closed.pk),
    )
    return Message.objects.get(ticket=fresh)
