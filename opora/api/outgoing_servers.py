"""Outgoing mail servers that mailboxes share. Passwords go in and never come out."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import (
    FilledLine,
    Given,
    Line,
    LongText,
    Moment,
    Number,
    Port,
    Shown,
    Truth,
    unsaid,
)
from opora.desk import actions
from opora.desk.models import OutgoingServer
from opora.mail.public import ways

router = Router(tags=["Outgoing servers"])
SecurityName = Literal["tls", "starttls", "maybe", "plain"]
TrustName = Literal["system", "own", "any"]
SignInName = Literal["password", "oauth"]
Rate = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Sessions = Annotated[int, Field(strict=True, ge=1, le=50)]


class OutgoingServerShown(Shown):
    """A server through which mailboxes send, its limits, and how it goes today (the desk's day).

    `failure` is a code, empty when well.
    """

    id: int
    name: str
    host: str
    port: int | None
    security: SecurityName
    trust: TrustName
    authority: str
    sign_in: SignInName
    login: str
    has_password: bool
    per_minute: int
    sessions: int
    is_default: bool
    is_active: bool
    created_at: Moment
    queued: int
    sent_today: int
    failed_today: int
    failure: str
    failure_said: str = Field(description="What the server said.")


class OutgoingServers(Shown):
    """A page of servers."""

    items: list[OutgoingServerShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class OutgoingServerChange(Given):
    """Only what is named changes; a password that is not named stays."""

    name: FilledLine = unsaid()
    host: Line = unsaid()
    port: Port | None = unsaid()
    security: SecurityName = unsaid(description="maybe: STARTTLS where the server offers it.")
    trust: TrustName = unsaid(description="How its certificate is checked; own: by `authority`.")
    authority: LongText = unsaid(description="A certificate authority in PEM.")
    sign_in: SignInName = unsaid(description="oauth: each mailbox as itself.")
    login: Line = unsaid()
    password: Line = unsaid()
    per_minute: Rate = unsaid(description="0: no limit.")
    sessions: Sessions = unsaid()
    is_default: Truth = unsaid(description="For mailboxes that have no server of their own; one at most.")
    is_active: Truth = unsaid()


class NewOutgoingServer(OutgoingServerChange):
    """A server to add."""

    name: FilledLine
    host: Line


@router.get("/outgoing-servers", response=OutgoingServers)
def list_outgoing_servers(request: HttpRequest, paging: Query[IdPaging]) -> OutgoingServers:
    """Lists shared outgoing servers.

    Administrators only.
    """
    found, following = by_id(_all(request), paging)
    return OutgoingServers(items=_shown(found), next=following)


@router.post("/outgoing-servers", response={201: OutgoingServerShown})
@repeatable(201)
def create_outgoing_server(request: HttpRequest, body: NewOutgoingServer) -> OutgoingServerShown:
    """Adds a shared outgoing server.

    Administrators only.
    """
    return _shown([actions.create_outgoing_server(actor=actor_of(request), **body.told())])[0]


@router.get("/outgoing-servers/{id}", response=OutgoingServerShown)
def get_outgoing_server(request: HttpRequest, id: Path[Number]) -> OutgoingServerShown:
    """Reads a shared outgoing server, with how it goes today.

    Administrators only.
    """
    return _shown([lookup.one(_all(request), id)])[0]


@router.patch("/outgoing-servers/{id}", response=OutgoingServerShown)
def change_outgoing_server(
    request: HttpRequest, id: Path[Number], body: OutgoingServerChange
) -> OutgoingServerShown:
    """Changes a shared outgoing server.

    One that mailboxes use can't be put out of use. Administrators only.
    """
    row = lookup.one(_all(request), id)
    return _shown([actions.change_outgoing_server(actor=actor_of(request), server=row, **body.told())])[0]


def _all(request: HttpRequest) -> QuerySet[OutgoingServer]:
    actor_of(request).require_administrator()
    return OutgoingServer.objects.order_by("pk")


def _shown(rows: Sequence[OutgoingServer]) -> list[OutgoingServerShown]:
    found = {way.server.pk: way for way in ways() if way.server is not None}
    made = []
    for row in rows:
        plain: dict[str, Any] = {
            name: getattr(row, name)
            for name in OutgoingServerShown.model_fields
            if hasattr(OutgoingServer, name)
        }
        way = found[row.pk]
        plain |= {
            "id": row.pk,
            "has_password": bool(row.sealed),
            "queued": way.queued,
            "sent_today": way.sent,
        }
        plain |= {"failed_today": way.failed, "failure": way.failure, "failure_said": way.words}
        made.append(OutgoingServerShown(**plain))
    return made
