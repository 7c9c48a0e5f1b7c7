"""The verb: revoke an API token."""

from django.db import transaction

from opora.events.public import Cause, clock, record
from opora.people.actor import Actor
from opora.people.kinds import TokenRevoked
from opora.people.models import Token


@transaction.atomic
def revoke_token(*, actor: Actor, token: Token, because: Cause | None = None) -> Token:
    """The token stops working at once. For its person, or by an administrator."""
    token = Token.objects.select_for_update().get(pk=token.pk)
    if not (actor.kind == "person" and actor.id == token.person_id):
        actor.require_administrator()
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record(TokenRevoked(token.pk, token.person_id), actor=actor, because=because)
    return token
