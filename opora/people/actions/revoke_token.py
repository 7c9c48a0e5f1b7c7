"""The verb: revoke an API token."""

from opora.events.public import Cause, clock, one_act, record
from opora.people.actor import Actor
from opora.people.kinds import TokenRevoked
from opora.people.models import Token


@one_act()
def revoke_token(*, actor: Actor, token: Token, because: Cause | None = None) -> Token:
    """The token stops working at once. For its person, or by an administrator."""
    token = Token.objects.select_for_update().get(pk=token.pk)
    actor.require_own(token.person)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record(TokenRevoked(token.pk, token.person_id), actor=actor, because=because)
    return token
