"""The verb: ask the customer how it went."""

from django.db import transaction

from opora.events.public import Cause, clock, record
from opora.feedback.asking import why_not
from opora.feedback.kinds import Asked
from opora.feedback.models import RatingRequest
from opora.people.public import Actor
from opora.tickets.models import Ticket
from opora.tickets.public import obtain


@transaction.atomic
def ask(*, actor: Actor, ticket: Ticket, because: Cause | None = None) -> RatingRequest:
    """Asks once, if there is reason to: `reason` of the request says in a code why not (see `opora.feedback.asking`).

    Called when it is due; an agent who may reply can ask at once. The question itself is the mail room's work.
    """
    actor.require_staff()
    if actor.person is not None:
        obtain(actor, ticket.pk, "reply")
    RatingRequest.objects.get_or_create(ticket=ticket)
    row = RatingRequest.objects.select_for_update().get(ticket=ticket)
    ticket = Ticket.objects.select_related("requester", "department").get(pk=ticket.pk)
    row.reason, row.due_at = why_not(ticket, row), None
    if not row.reason:
        row.asked_at = clock.now()
        record(Asked(ticket.requester_id), actor=actor, ticket=ticket.pk, because=because)
    row.save(update_fields=["reason", "due_at", "asked_at"])
    return row
