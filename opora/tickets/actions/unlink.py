"""The verb: remove a link between tickets."""

from opora.events.public import Cause, one_act
from opora.people.public import Actor
from opora.tickets.actions.link import same_links
from opora.tickets.kinds import Unlinked
from opora.tickets.models import LinkKind, Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def unlink(
    *, actor: Actor, ticket: Ticket, other: Ticket, kind: str = LinkKind.RELATED, because: Cause | None = None
) -> Ticket:
    """Removes the link that `link` made. No such link: nothing happens."""
    ticket = allowed(actor, ticket, "link")
    removed, _ = same_links(ticket, other, kind).delete()
    if not removed:
        return ticket
    return settle(ticket, actor, Unlinked(other.pk, str(kind)), because=because)
