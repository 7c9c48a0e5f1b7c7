"""A picture of the desk's tables, to compare before and after."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from opora.events.models import Event
from opora.people.models import Identity, Organization, OrganizationDomain, Person, Token
from opora.tickets.models import Attachment, Collaborator, Link, Message, Ticket, TicketTag

# When a ticket was last touched is not part of what it was.
LEFT_OUT = {"updated_at", "used_at", "last_login"}
TICKETS = (Ticket, Message, TicketTag, Link, Collaborator, Attachment)
PEOPLE = (Person, Identity, Organization, OrganizationDomain, Token)
# Rows that are made anew when they come back; what they say counts, not their number.
RENUMBERED = {TicketTag, Link, Collaborator}

Picture = dict[str, list[tuple[Any, ...]]]


def picture(tables: Iterable[type[models.Model]] = TICKETS, tickets: Iterable[int] | None = None) -> Picture:
    """All rows of the tables; of the tickets with these numbers only, if given."""
    return {table.__name__: _rows(table, tickets) for table in tables}


def _rows(table: type[models.Model], tickets: Iterable[int] | None) -> list[tuple[Any, ...]]:
    left_out = LEFT_OUT | ({"id"} if table in RENUMBERED else set())
    columns = [field.attname for field in table._meta.concrete_fields if field.attname not in left_out]
    rows = table._default_manager.all()
    if tickets is not None:
        rows = rows.filter(**{f"{_path(table)}__in": list(tickets)})
    return sorted(rows.values_list(*columns), key=repr)


def _path(table: type[models.Model]) -> str:
    return {Ticket: "pk", Attachment: "message__ticket"}.get(table, "ticket")


def events_since(last: int) -> list[Event]:
    """What was recorded after the event with this id."""
    return list(Event.objects.filter(id__gt=last).order_by("id"))


def last_event() -> int:
    """The id of the newest event."""
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def tables() -> list[str]:
    """Names of all tables in the database."""
    return connection.introspection.table_names()
