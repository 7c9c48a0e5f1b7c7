"""The verb: make an API token."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act, record
from opora.people.actor import Actor
from opora.people.kinds import TokenCreated
from opora.people.models import Person, Token
from opora.people.refusal import Refusal
from opora.people.tokens import SCOPES, digest, fresh_secret
from opora.people.writing import one_line


@one_act()
def create_token(
    *,
    actor: Actor,
    person: Person,
    name: str = "",
    scopes: Collection[str] = SCOPES,
    expires_at: datetime | None = None,
    because: Cause | None = None,
) -> tuple[Token, str]:
    """Makes a token that acts in the person's name; its secret is told this once. One's own, or by an administrator."""
    actor.require_own(person)
    for scope in scopes:
        actor.require_scope(scope)  # a token never makes a stronger one
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Refusal("bad_scope", _("Choose what the token may do: read, write, admin."), "scopes")
    for scope in scopes:
        actor.require_scope(scope)
    secret = fresh_secret()
    token = Token(
        person=person,
        name=one_line(name, 100),
        digest=digest(secret),
        hint=secret[:10],
        scopes=sorted(scopes),
        expires_at=expires_at,
        created_at=clock.now(),
    )
    token.save(force_insert=True)
    record(TokenCreated(token.pk, person.pk), actor=actor, because=because)
    return token, secret
