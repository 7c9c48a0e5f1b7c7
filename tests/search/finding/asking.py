"""Tickets to be found, in one line each."""

from opora.events.public import catch_up
from opora.people.models import Person
from opora.people.public import Actor
from opora.search.language.reading import parse
from opora.search.public import Snippet, snippets, suggest
from opora.tickets.actions import open_ticket
from opora.tickets.models import Channel, Ticket
from opora.tickets.public import Words


def ask(person: Person, subject: str, text: str) -> Ticket:
    """A ticket of this customer's, in the index."""
    words = Words(text=text)
    ticket = open_ticket(
        actor=Actor.of(person), requester=person, subject=subject, words=words, channel=Channel.MAIL
    )
    catch_up("search")
    return ticket


def suggested(viewer: Person, query: str) -> list[str]:
    return suggest(viewer, query, parse(query))


def snippet(viewer: Person, ticket: Ticket, query: str) -> Snippet | None:
    return snippets(viewer, [ticket], parse(query)).get(ticket.pk)
