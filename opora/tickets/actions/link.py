"""The verb: link two tickets."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act
from opora.people.public import Actor, Refusal
from opora.tickets import access
from opora.tickets.kinds import Linked
from opora.tickets.models import Link, LinkKind, Ticket
from opora.tickets.verb import locked_pair, settle


@one_act()
def link(
    *, actor: Actor, ticket: Ticket, other: Ticket, kind: str = LinkKind.RELATED, because: Cause | None = None
) -> Ticket:
    """Says that `ticket` is related to, a follow-up of, a duplicate of or caused by `other`. Twice: nothing."""
    if ticket.pk == other.pk:
        raise Refusal("same", _("A ticket can't be linked with itself. Choose another one."), "other")
    ticket, other = locked_pair(ticket, other)
    access.require(actor, ticket, "link")
    access.require(actor, other, "see")
    if kind not in LinkKind.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "kind")
    if same_links(ticket, other, kind).exists():
        return ticket
    Link(ticket=ticket, other=other, kind=kind).save(force_insert=True)
    return settle(ticket, actor, Linked(other.pk, str(kind)), because=because)


def same_links(ticket: Ticket, other: Ticket, kind: str) -> QuerySet[Link]:
    """The link between the two: “related” is the same both ways, the other kinds have a direction."""
    same = Q(ticket=ticket, other=other)
    if kind == LinkKind.RELATED:
        same |= Q(ticket=other, other=ticket)
    return Link.objects.filter(same, kind=kind)
