"""The verb: fill in custom fields."""

from collections.abc import Mapping
from typing import Any

from opora.desk.public import fields as custom_fields
from opora.events.public import Cause, one_act
from opora.people.public import Actor
from opora.tickets.kinds import FieldsChanged
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def change_fields(
    *, actor: Actor, ticket: Ticket, values: Mapping[str, Any], because: Cause | None = None
) -> Ticket:
    """Sets some of the topic's custom fields; an empty value removes one. Refuses by name what does not fit."""
    ticket = allowed(actor, ticket, "change")
    definitions = ticket.topic.fields if ticket.topic else []
    given = {name: value for name, value in values.items() if value not in (None, "")}
    cleaned = custom_fields.clean(definitions, given, complete=False)
    after = {name: value for name, value in ticket.fields.items() if name not in values} | cleaned
    if after == ticket.fields:
        return ticket
    before, ticket.fields = ticket.fields, after
    return settle(ticket, actor, FieldsChanged(before, after), because=because, changed=("fields",))
