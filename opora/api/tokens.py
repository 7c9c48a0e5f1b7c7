"""API tokens."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.values import Given, Id, Moment, Number, Shown
from opora.people.actions import create_token as create
from opora.people.actions import revoke_token as revoke
from opora.people.models import Token

router = Router(tags=["Tokens"])
ScopeName = Literal["read", "write", "admin"]


class TokenShown(Shown):
    """A token; of its secret only the beginning."""

    id: int
    person: int
    name: str
    hint: str
    scopes: list[ScopeName]
    created_at: Moment
    used_at: Moment | None
    expires_at: Moment | None
    revoked_at: Moment | None


class FreshToken(TokenShown):
    """A token with its secret, which is told this once."""

    secret: str


class Tokens(Shown):
    """A page of tokens."""

    items: list[TokenShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class TokenFilter(IdPaging):
    """Whose tokens."""

    person: Number | None = Field(None, description="Somebody else's; administrators only.")


class NewToken(Given):
    """A token to make. A token can't make one that may do more than itself."""

    name: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    scopes: list[ScopeName] = Field(["read"], min_length=1, max_length=3)
    person: Id | None = Field(
        None, description="Whom it speaks for: yourself when left out. Others: administrators only."
    )
    expires_at: Moment | None = None


@router.get("/tokens", response=Tokens)
def list_tokens(request: HttpRequest, wanted: Query[TokenFilter]) -> Tokens:
    """Lists tokens.

    One's own, also revoked ones; somebody else's with `person`.
    """
    person = person_of(request)
    if wanted.person is not None and wanted.person != person.pk:
        actor_of(request).require_administrator()
    found, following = by_id(Token.objects.filter(person=wanted.person or person.pk), wanted)
    return Tokens(items=[TokenShown(**_values(row)) for row in found], next=following)


@router.post("/tokens", response={201: FreshToken})
def create_token(request: HttpRequest, body: NewToken) -> FreshToken:
    """Makes a token.

    Its secret is in this answer only, and kept nowhere; so this address takes no Idempotency-Key.
    """
    actor = actor_of(request)
    if body.person is not None and body.person != actor.id:
        actor.require_administrator()
    person = lookup.person(body.person, "person") if body.person else person_of(request)
    token, secret = create(
        actor=actor, person=person, name=body.name, scopes=set(body.scopes), expires_at=body.expires_at
    )
    return FreshToken(**_values(token), secret=secret)


@router.delete("/tokens/{id}", response={204: None})
def revoke_token(request: HttpRequest, id: Path[Number]) -> None:
    """Revokes a token.

    It stops working at once. One's own, or anybody's by an administrator.
    """
    actor = actor_of(request)
    revoke(actor=actor, token=lookup.one(_reachable(request), id))


def _reachable(request: HttpRequest) -> QuerySet[Token]:
    person = person_of(request)
    return Token.objects.all() if person.is_administrator else Token.objects.filter(person=person)


def _values(row: Token) -> dict[str, Any]:
    names = ("name", "hint", "scopes", "created_at", "used_at", "expires_at", "revoked_at")
    return {"id": row.pk, "person": row.person_id, **{name: getattr(row, name) for name in names}}
