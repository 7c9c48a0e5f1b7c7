"""What a change of a ticket brings, and which verb each part of it is."""

from collections.abc import Callable
from typing import Any

from opora.api.parts import lookup
from opora.api.parts.shapes import PriorityName, StatusName, TypeName
from opora.api.protocol.values import Given, Id, Line, LongText, Subject, unsaid
from opora.desk.models import Priority
from opora.people.public import Actor
from opora.tickets import actions
from opora.tickets.models import Ticket


class TicketChange(Given):
    """Only what is named changes. `note` is a staff note that goes with a new `department`."""

    status: StatusName = unsaid()
    priority: PriorityName = unsaid()
    type: TypeName = unsaid()
    subject: Subject = unsaid()
    assignee: Id | None = unsaid(description="null: nobody.")
    department: Id = unsaid()
    note: LongText = unsaid(description="A staff note that goes with the transfer to `department`.")
    topic: Id | None = unsaid(description="null: none. Department, priority and type follow the topic.")
    requester: Id = unsaid()
    tags: list[Line] = unsaid(max_length=50, description="The whole set.")
    fields: dict[str, Any] = unsaid(description="Custom fields by name; null empties one, others stay.")


def change(actor: Actor, ticket: Ticket, body: TicketChange) -> None:
    """Calls the verbs for what the body names; what may take the ticket away from the one who acts comes last."""
    told = body.told()
    for name, verb in STEPS.items():
        if name in told:
            verb(actor, ticket, told)


def _topic(actor: Actor, ticket: Ticket, told: dict[str, Any]) -> None:
    topic = lookup.topic(told["topic"], actor) if told["topic"] is not None else None
    actions.change_topic(actor=actor, ticket=ticket, topic=topic)


def _department(actor: Actor, ticket: Ticket, told: dict[str, Any]) -> None:
    department, key = lookup.department(told["department"]), told.get("assignee")
    if "assignee" in told and key is None:
        actions.assign(actor=actor, ticket=ticket, to=None)
    to = lookup.person(key, "assignee") if key is not None else None
    actions.transfer(actor=actor, ticket=ticket, department=department, to=to, note=told.get("note", ""))


def _assignee(actor: Actor, ticket: Ticket, told: dict[str, Any]) -> None:
    ticket.refresh_from_db()
    if ticket.assignee_id == told["assignee"]:
        return  # perhaps by the transfer, after which the one who acts may have no say
    to = lookup.person(told["assignee"], "assignee") if told["assignee"] is not None else None
    actions.assign(actor=actor, ticket=ticket, to=to)


def _requester(actor: Actor, ticket: Ticket, told: dict[str, Any]) -> None:
    actions.change_requester(
        actor=actor, ticket=ticket, requester=lookup.person(told["requester"], "requester")
    )


def _plain(name: str, verb: Callable[..., object]) -> Callable[[Actor, Ticket, dict[str, Any]], None]:
    def step(actor: Actor, ticket: Ticket, told: dict[str, Any]) -> None:
        verb(actor=actor, ticket=ticket, **{name: told[name]})

    return step


def _priority(actor: Actor, ticket: Ticket, told: dict[str, Any]) -> None:
    actions.change_priority(actor=actor, ticket=ticket, priority=Priority[told["priority"].upper()])


def _fields(actor: Actor, ticket: Ticket, told: dict[str, Any]) -> None:
    actions.change_fields(actor=actor, ticket=ticket, values=told["fields"])


# A transfer comes last: after it, the one who acts may have no say any more.
STEPS: dict[str, Callable[[Actor, Ticket, dict[str, Any]], None]] = {
    "subject": _plain("subject", actions.change_subject),
    "requester": _requester,
    "tags": _plain("tags", actions.change_tags),
    "topic": _topic,
    "fields": _fields,
    "priority": _priority,
    "type": _plain("type", actions.change_type),
    "status": _plain("status", actions.change_status),
    "department": _department,
    "assignee": _assignee,
}
