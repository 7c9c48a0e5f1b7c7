"""Reading API tokens."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from opora.people.actor import Actor
from opora.people.models import Token

PREFIX = "opora_"
SCOPES = ("read", "write", "admin")
USE_NOTED_EVERY = timedelta(minutes=5)


def fresh_secret() -> str:
    """A new token: 256 bits, with a prefix that secret scanners can recognise."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_of_token(secret: str) -> Actor | None:
    """Who a bearer token speaks for, with its scopes; None when it is unknown, revoked, expired or its person left."""
    now = timezone.now()
    lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    tokens = Token.objects.select_related("person").filter(
        lasting, digest=digest(secret), revoked_at__isnull=True
    )
    token = tokens.filter(person__is_active=True).first()
    if token is None:
        return None
    if token.used_at is None or now - token.used_at > USE_NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return Actor.of(token.person, frozenset(token.scopes))
