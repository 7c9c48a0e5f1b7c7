"""The verb: change the tags."""

from collections.abc import Iterable

from django.db import transaction

from opora.events.public import Cause
from opora.people.public import Actor
from opora.tickets.kinds import TagsChanged
from opora.tickets.models import Ticket, TicketTag
from opora.tickets.verb import allowed, settle

LONGEST = 60
MOST = 50


@transaction.atomic
def change_tags(*, actor: Actor, ticket: Ticket, tags: Iterable[str], because: Cause | None = None) -> Ticket:
    """Sets the whole set of tags: lower case, without #, at most 50 of 60 characters."""
    ticket = allowed(actor, ticket, "change")
    wanted = tidy_tags(tags)
    before = sorted(ticket.tag_rows.values_list("name", flat=True))
    if wanted == before:
        return ticket
    ticket.tag_rows.exclude(name__in=wanted).delete()
    TicketTag.objects.bulk_create(
        [TicketTag(ticket=ticket, name=name) for name in wanted if name not in before]
    )
    return settle(ticket, actor, TagsChanged(before, wanted), because=because)


def tidy_tags(tags: Iterable[str]) -> list[str]:
    """Tags as they are kept, in order of the alphabet."""
    tidied = {
        " ".join("".join(c if c.isprintable() else " " for c in tag).lower().lstrip("#").split())
        for tag in tags
    }
    return sorted(tag[:LONGEST] for tag in tidied if tag)[:MOST]
