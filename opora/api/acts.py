"""Splitting, merging, linking, and taking back."""

import uuid
from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts.shapes import Done, LinkName
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Given, Id, Line, Number
from opora.api.tickets import done
from opora.events.public import one_act
from opora.tickets import actions
from opora.tickets.models import Ticket
from opora.tickets.public import obtain

router = Router(tags=["Split, merge, link, undo"])


class NewSplit(Given):
    """Which messages become a ticket of their own, and its subject (the same when left out)."""

    messages: list[Id] = Field(min_length=1, max_length=500)
    subject: Annotated[Line, Field(max_length=500)] = ""


class NewMerge(Given):
    """The ticket that this one goes into."""

    into: Id


class NewLink(Given):
    """“This ticket is `kind` `other`”."""

    other: Id
    kind: LinkName = "related"


class Undo(Given):
    """The act to take back: `act` of an event."""

    act: uuid.UUID


@router.post("/tickets/{number}/split", response={201: Done})
@repeatable(201)
def split_ticket(request: HttpRequest, number: Path[Number], body: NewSplit) -> Done:
    """Splits messages off into a new ticket.

    Answers with the new ticket. At least one message stays behind.
    """
    actor = actor_of(request)
    ticket = obtain(actor, number, "split")
    with one_act() as act:
        fresh = actions.split(actor=actor, ticket=ticket, messages=body.messages, subject=body.subject)
    return done(act, fresh, person_of(request))


@router.post("/tickets/{number}/merge", response={200: Done})
@repeatable(200)
def merge_ticket(request: HttpRequest, number: Path[Number], body: NewMerge) -> Done:
    """Merges the ticket into another.

    Answers with the ticket that has the messages now; replies to the merged one reach it.
    """
    actor = actor_of(request)
    ticket, into = obtain(actor, number, "merge"), obtain(actor, body.into, "merge")
    with one_act() as act:
        survivor = actions.merge(actor=actor, ticket=ticket, into=into)
    return done(act, survivor, person_of(request))


@router.post("/tickets/{number}/not-a-request", response={200: Done})
@repeatable(200)
def not_a_request(request: HttpRequest, number: Path[Number]) -> Done:
    """Says that this is no request.

    Spam, private, for somebody else: out of every list, never answered. Later mails of the thread are held.
    """
    return _said(request, number, actions.not_a_request)


@router.post("/tickets/{number}/a-request-after-all", response={200: Done})
@repeatable(200)
def a_request_after_all(request: HttpRequest, number: Path[Number]) -> Done:
    """Says that this is a request after all.

    It has the status again that it had before.
    """
    return _said(request, number, actions.a_request_after_all)


def _said(request: HttpRequest, number: int, verb: Callable[..., Ticket]) -> Done:
    actor = actor_of(request)
    ticket = obtain(actor, number, "change")
    with one_act() as act:
        ticket = verb(actor=actor, ticket=ticket)
    return done(act, ticket, person_of(request))


@router.post("/tickets/{number}/links", response={201: Done})
@repeatable(201)
def link_ticket(request: HttpRequest, number: Path[Number], body: NewLink) -> Done:
    """Links the ticket with another."""
    actor = actor_of(request)
    ticket, other = obtain(actor, number, "link"), obtain(actor, body.other, "link")
    with one_act() as act:
        actions.link(actor=actor, ticket=ticket, other=other, kind=body.kind)
    return done(act, ticket, person_of(request))


@router.delete("/tickets/{number}/links/{other}", response={204: None})
def unlink_ticket(
    request: HttpRequest, number: Path[Number], other: Path[Number], kind: Query[LinkName] = "related"
) -> None:
    """Removes a link that begins at this ticket."""
    actor = actor_of(request)
    ticket, linked = obtain(actor, number, "link"), obtain(actor, other, "link")
    actions.unlink(actor=actor, ticket=ticket, other=linked, kind=kind)


@router.post("/tickets/{number}/undo", response={200: Done})
@repeatable(200)
def undo_act(request: HttpRequest, number: Path[Number], body: Undo) -> Done:
    """Takes an act back.

    Everything that was one gesture, on all tickets it touched; the undoing is an act and can be undone itself. What
    left the desk (messages) or was changed again since is refused.
    """
    actor = actor_of(request)
    ticket = obtain(actor, number, "undo")
    with one_act() as act:
        ticket = actions.undo(actor=actor, ticket=ticket, act=body.act)
    return done(act, ticket, person_of(request))
