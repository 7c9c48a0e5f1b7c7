"""The verb: remove a link between tickets."""

from django.db import transaction

from opora.events.public import Cause
from opora.people.public import Actor
from opora.tickets.kinds import Unlinked
from opora.tickets.models import Link, LinkKind, Ticket
from opora.tickets.verb import allowed, settle


@transaction.atomic
def unlink(
    *, actor: Actor, ticket: Ticket, other: Ticket, kind: str = LinkKind.RELATED, because: Cause | None = None
) -> Ticket:
    """Removes the link that `link` made. No such link: nothing happens."""
    ticket = allowed(actor, ticket, "link")
    removed, _ = Link.objects.filter(ticket=ticket, other=other, kind=kind).delete()
    if not removed:
        return ticket
    return settle(ticket, actor, Unlinked(other.pk, str(kind)), because=because)
