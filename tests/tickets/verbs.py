"""Every verb of tickets: how to call it on the cast's desk, who may, and whether it can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from opora.events.models import Event
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.tickets import actions
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast

Call = Callable[[Cast, Actor], object]

STAFF_ONLY: dict[str, type[Refusal] | None] = {
    "agent": None,
    "supervisor": None,
    "administrator": None,
    "stranger": NotFound,
    "customer": NotAllowed,
    "other_customer": NotFound,
}
CUSTOMERS_TOO = STAFF_ONLY | {"customer": None}
OPENING = STAFF_ONLY | {"stranger": NotAllowed, "customer": None, "other_customer": NotAllowed}


@dataclass(frozen=True)
class Verb:
    """`call` does it; `prepare` comes before. `again` is the refusal of a repetition (None: nothing happens)."""

    call: Call
    prepare: Call = field(default=lambda cast, actor: None)
    who: dict[str, type[Refusal] | None] = field(default_factory=lambda: STAFF_ONLY)
    undoable: bool = True
    again: type[Refusal] | None = None


def open_one(cast: Cast) -> Ticket:
    """The ticket that the verbs are tried on: open, Vera's, Anna's."""
    return Ticket.objects.get(pk=cast.tickets[Status.OPEN].pk)


def other_one(cast: Cast) -> Ticket:
    return Ticket.objects.get(pk=cast.tickets[Status.NEW].pk)


def _split(cast: Cast, actor: Actor) -> object:
    ticket = open_one(cast)
    last = Message.objects.filter(ticket=ticket).order_by("id").last()
    return actions.split(actor=actor, ticket=ticket, messages=[last.pk if last else 0])


def _undo(cast: Cast, actor: Actor) -> object:
    ticket = open_one(cast)
    changed = Event.objects.filter(ticket=ticket.pk, kind="ticket.priority_changed").earliest("id")
    return actions.undo(actor=actor, ticket=ticket, act=changed.act)


def _on(verb: Callable[..., Any], **values: Any) -> Call:
    return lambda cast, actor: verb(actor=actor, ticket=open_one(cast), **values)


def answer_of(cast: Cast) -> Message:
    """Vera's answer on that ticket."""
    return Message.objects.get(ticket=open_one(cast), author_role="agent")


def _leaving(cast: Cast, actor: Actor) -> object:
    """An answer of Vera's that leaves in a minute and solves the ticket."""
    words = Words(html="<p>Да</p>")
    vera = Actor.of(cast.vera)
    return actions.reply(
        actor=vera, ticket=open_one(cast), words=words, channel="desk", then="solved", leaves_in=60
    )


def _withdraw(cast: Cast, actor: Actor) -> object:
    message = Message.objects.filter(ticket=open_one(cast), leaves_at__isnull=False).first()
    return actions.withdraw(actor=actor, message=message or Message(pk=0))


VERBS: dict[str, Verb] = {
    "withdraw": Verb(_withdraw, prepare=_leaving, undoable=False, again=NotFound),
    "note_undelivered": Verb(
        lambda cast, actor: actions.note_undelivered(actor=actor, message=answer_of(cast))
    ),
    "settle_undelivered": Verb(
        lambda cast, actor: actions.settle_undelivered(actor=actor, message=answer_of(cast)),
        prepare=lambda cast, actor: actions.note_undelivered(actor=actor, message=answer_of(cast)),
    ),
    "open_ticket": Verb(
        lambda cast, actor: actions.open_ticket(
            actor=actor,
            requester=cast.anna,
            subject="Не пришла посылка",
            words=Words(text="Где она?"),
            channel="web",
            department=cast.first_line,
            tags=["Доставка"],
            collaborators=[cast.lucie],
            submission="once-opened",
        ),
        who=OPENING,
        undoable=False,
    ),
    "reply": Verb(
        _on(actions.reply, words=Words(html="<p>Да</p>"), channel="desk", submission="once"),
        who=CUSTOMERS_TOO,
        undoable=False,
    ),
    "add_note": Verb(
        _on(actions.add_note, words=Words(text="Проверить"), submission="once-noted"),
        who=CUSTOMERS_TOO,
        undoable=False,
    ),
    "assign": Verb(lambda cast, actor: _on(actions.assign, to=cast.egor)(cast, actor)),
    "transfer": Verb(
        lambda cast, actor: _on(actions.transfer, department=cast.billing, to=cast.petr)(cast, actor),
        again=NotFound,
    ),
    "change_status": Verb(_on(actions.change_status, status=Status.SOLVED), who=CUSTOMERS_TOO),
    "change_priority": Verb(_on(actions.change_priority, priority=4)),
    "change_type": Verb(_on(actions.change_type, type="incident")),
    "change_subject": Verb(_on(actions.change_subject, subject="Другое")),
    "change_tags": Verb(
        _on(actions.change_tags, tags=["кэшбэк", "#VIP"]),
        prepare=_on(actions.change_tags, tags=["vip", "old"]),
    ),
    "change_topic": Verb(lambda cast, actor: _on(actions.change_topic, topic=cast.orders)(cast, actor)),
    "change_fields": Verb(
        _on(actions.change_fields, values={"order": "48-1173"}),
        prepare=lambda cast, actor: _on(actions.change_topic, topic=cast.orders)(cast, actor),
    ),
    "change_requester": Verb(
        lambda cast, actor: _on(actions.change_requester, requester=cast.lucie)(cast, actor)
    ),
    "add_collaborator": Verb(
        lambda cast, actor: _on(actions.add_collaborator, person=cast.lucie)(cast, actor)
    ),
    "remove_collaborator": Verb(
        lambda cast, actor: _on(actions.remove_collaborator, person=cast.lucie)(cast, actor),
        prepare=lambda cast, actor: _on(actions.add_collaborator, person=cast.lucie)(cast, actor),
    ),
    "link": Verb(lambda cast, actor: _on(actions.link, other=other_one(cast), kind="duplicate")(cast, actor)),
    "unlink": Verb(
        lambda cast, actor: _on(actions.unlink, other=other_one(cast))(cast, actor),
        prepare=lambda cast, actor: _on(actions.link, other=other_one(cast))(cast, actor),
    ),
    "split": Verb(_split, again=Refusal),
    "merge": Verb(lambda cast, actor: _on(actions.merge, into=other_one(cast))(cast, actor)),
    "not_a_request": Verb(_on(actions.not_a_request)),
    "a_request_after_all": Verb(_on(actions.a_request_after_all), prepare=_on(actions.not_a_request)),
    "undo": Verb(_undo, prepare=_on(actions.change_priority, priority=1), again=Refusal),
}
