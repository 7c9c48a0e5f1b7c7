"""Keys of tickets: the secret part of the links that customers get by mail instead of an account."""

import hashlib
import hmac

from django.conf import settings

from opora.people.models import Person
from opora.tickets.models import Ticket

LENGTH = 24  # base 16: 96 bits


def key_for(ticket: Ticket, person: Person) -> str:
    """The key by which this person, and nobody else, opens the ticket: /requests/<number>/<key>/."""
    return f"{person.pk:x}-{_signature(ticket, person.pk)}"


def person_of(ticket: Ticket, key: str) -> Person | None:
    """Whom a key belongs to; None for a key that was never given for this ticket, or whose person is gone."""
    number, _, signature = key.partition("-")
    try:
        person_id = int(number, 16)
    except ValueError:
        return None
    if not 0 < person_id < 2**63:
        return None
    if not hmac.compare_digest(signature.encode(), _signature(ticket, person_id).encode()):
        return None
    return Person.objects.filter(pk=person_id, is_active=True).first()


def _signature(ticket: Ticket, person_id: int) -> str:
    secret = f"{settings.SECRET_KEY}:ticket key".encode()
    said = f"{ticket.pk}:{ticket.secret}:{person_id}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()[:LENGTH]
