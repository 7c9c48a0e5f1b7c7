"""The verb: change the tags."""

from collections.abc import Iterable

from opora.events.public import Cause, one_act
from opora.people.public import Actor
from opora.tickets.kinds import TagsChanged
from opora.tickets.models import Ticket, TicketTag
from opora.tickets.verb import allowed, settle

LONGEST = 60
MOST = 50


@one_act()
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
    return sorted({tidied for tag in tags if (tidied := _tidy(tag))})[:MOST]


def _tidy(tag: str) -> str:
    words = "".join(c if c.isprintable() else " " for c in tag.lower()).strip(" #").split()
    return " ".join(words)[:LONGEST].strip(" #")
