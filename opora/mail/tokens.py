"""Signed tokens by which our own Message-IDs and reply addresses lead back to a ticket; nobody can guess one."""

import hashlib
import hmac
import re

from django.conf import settings

ID = re.compile(r"^<?t\.(\d{1,18})\.([a-z])\.(\d{1,18})\.([0-9a-f]{20})@[^\s<>@]+>?$", re.I)
BOUNCE = re.compile(r"\+b(\d{1,18})\.([0-9a-f]{20})@", re.I)
PLUS = re.compile(r"\+t(\d{1,18})\.([0-9a-f]{20})@", re.I)


def message_id(ticket: int, sort: str, number: int, host: str) -> str:
    """A Message-ID without brackets. `sort`: m for a message's number, n for that of a mail we send a notice about."""
    said = f"t.{ticket}.{sort}.{number}"
    return f"{said}.{_signature(said)}@{host}"


def read_message_id(text: str) -> tuple[int, str, int] | None:
    """Ticket, sort and number of a Message-ID that is really ours; None for any other."""
    match = ID.match(text.strip())
    if match is None:
        return None
    ticket, sort, number, signature = match.groups()
    sort = sort.lower()
    if not _is_ours(f"t.{int(ticket)}.{sort}.{int(number)}", signature):
        return None
    return int(ticket), sort, int(number)


def plus_address(address: str, ticket: int) -> str:
    """The mailbox's address with the ticket's token: support+t4711.0a1b…@example.com."""
    local, _, domain = address.rpartition("@")
    said = f"t{ticket}"
    return f"{local}+{said}.{_signature(said)}@{domain}"


def read_plus_address(address: str) -> int | None:
    """The ticket of a reply address that is really ours; None for any other."""
    match = PLUS.search(address)
    if match is None or not _is_ours(f"t{int(match[1])}", match[2]):
        return None
    return int(match[1])


def bounce_address(address: str, mail: int) -> str:
    """The mailbox's address with the token of one outgoing mail: support+b99.0a1b…@example.com."""
    local, _, domain = address.rpartition("@")
    said = f"b{mail}"
    return f"{local}+{said}.{_signature(said)}@{domain}"


def read_bounce_address(address: str) -> int | None:
    """The outgoing mail of an envelope address that is really ours; None for any other."""
    match = BOUNCE.search(address)
    if match is None or not _is_ours(f"b{int(match[1])}", match[2]):
        return None
    return int(match[1])


def digest_of(message_id: str) -> str:
    """How a Message-ID is remembered in the table of references."""
    return hashlib.sha256(message_id.strip().strip("<>").encode("utf-8", "replace")).hexdigest()[:40]


def _is_ours(said: str, signature: str) -> bool:
    return hmac.compare_digest(signature.lower().encode(), _signature(said).encode())


def _signature(said: str) -> str:
    secret = f"{settings.SECRET_KEY}:mail token".encode()
    return hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()[:20]
