"""What every verb of this room shares: lock the row, and settle the change."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.conf.prepared import Prepared
from opora.events.public import Cause, Kind, clock, record_all
from opora.people.public import Actor, NotFound, Refusal
from opora.tickets import access, pipeline
from opora.tickets.models import Message, Ticket

RELATED = ("requester", "department", "brand")
_locked = Prepared(lambda ticket: Ticket.objects.select_for_update().filter(pk=ticket))


def locked(ticket: Ticket) -> Ticket:
    """The ticket as it is now, locked until the transaction ends; whom it belongs to is not looked up twice."""
    assert transaction.get_connection().in_atomic_block
    found = _locked(ticket.pk)
    if not found:
        raise Ticket.DoesNotExist(f"There is no ticket {ticket.pk}.")
    row = found[0]
    for name in RELATED:
        known = ticket._state.fields_cache.get(name)
        if known is not None and known.pk == getattr(row, f"{name}_id"):
            setattr(row, name, known)
    return row


def locked_pair(one: Ticket, other: Ticket) -> tuple[Ticket, Ticket]:
    """Two tickets, locked in id order so that two verbs never wait for each other."""
    keys = {one.pk, other.pk}
    rows = {row.pk: row for row in Ticket.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return rows[one.pk], rows[other.pk]


def allowed(actor: Actor, ticket: Ticket, verb: str) -> Ticket:
    """Locks the ticket and asks permission: the first two steps of a verb. Raises NotFound or NotAllowed."""
    row = locked(ticket)
    access.require(actor, row, verb)
    return row


def locked_message(actor: Actor, message: Message, verb: str) -> tuple[Ticket, Message]:
    """A message and its ticket as they are now, both locked, after asking permission. Raises NotFound when it is gone.

    Merging and splitting may have moved it meanwhile, so it is looked for again.
    """
    while True:
        here = Message.objects.select_related("ticket").filter(pk=message.pk).first()
        if here is None:
            raise NotFound("unknown_message", _("There is no such message any more."))
        ticket = allowed(actor, here.ticket, verb)
        row = Message.objects.select_for_update().filter(pk=message.pk).first()
        if row is not None and row.ticket_id == ticket.pk:
            return ticket, row


def survivor(ticket: Ticket) -> Ticket:
    """The ticket that this one was merged into, or itself."""
    seen = {ticket.pk}
    while ticket.merged_into is not None and ticket.merged_into.pk not in seen:
        ticket = ticket.merged_into
        seen.add(ticket.pk)
    return ticket


def allowed_survivor(actor: Actor, ticket: Ticket, verb: str) -> Ticket:
    """Like `allowed`, for the ticket that this one lives on in: looked for again when it was merged meanwhile."""
    gives_back = transaction.get_connection().features.has_select_for_update
    while True:
        before = transaction.savepoint() if gives_back else None
        row = locked(survivor(ticket))
        if row.merged_into_id is None and (row.pk == ticket.pk or _lives_in(ticket, row)):
            if before is not None:
                transaction.savepoint_commit(before)
            access.require(actor, row, verb)
            return row
        # Gives the lock back: who waits for one ticket while holding another may wait for a merge that waits for it.
        if before is not None:
            transaction.savepoint_rollback(before)
        ticket = Ticket.objects.get(pk=ticket.pk)


def require_request(ticket: Ticket, actor: Actor) -> None:
    """Refuses what only makes sense with a request, where somebody said that this is none. A customer may write on."""
    if ticket.not_request_at is not None and actor.is_staff:
        words = _("This counts as no request and is not answered. Say first that it is one after all.")
        raise Refusal("not_a_request", words)


def _lives_in(ticket: Ticket, row: Ticket) -> bool:
    """Whether the ticket, read again, has been merged into this one; a merge may have been undone meanwhile."""
    return survivor(Ticket.objects.get(pk=ticket.pk)).pk == row.pk


def settle(
    ticket: Ticket,
    actor: Actor,
    *happenings: Kind,
    because: Cause | None = None,
    changed: tuple[str, ...] = (),
    audience: int | None = None,
    quietly: bool = False,
    is_saved: bool = False,
) -> Ticket:
    """Saves the changed columns, records what happened, runs the pipeline (not if `quietly`): a verb's last steps.

    `is_saved`: the row was written a moment ago as it shall be.
    """
    assert transaction.get_connection().in_atomic_block
    if not is_saved:
        ticket.updated_at = clock.now()
        ticket.save(update_fields=[*changed, "updated_at"])
    events = record_all(happenings, actor=actor, ticket=ticket.pk, because=because, audience=audience)
    if not quietly and pipeline.run(pipeline.Change(ticket, events, actor)):
        ticket.refresh_from_db()
    return ticket
