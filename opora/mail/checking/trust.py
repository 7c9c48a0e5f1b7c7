"""Which ways lead only through the desk's own servers: there, and only there, headers that servers add are believed."""

import ipaddress
from functools import lru_cache

from opora.mail.models import IncomingMail
from opora.mail.settings import TRUSTED_NETWORKS

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
OWN_MAILBOX = {"imap", "pop3"}
OWN_MACHINE = {"pipe", "http"}


def came_by_trusted_way(row: IncomingMail) -> bool:
    """Fetched from a mailbox, handed over on this machine or by a service that signs; through the door, from one of
    the desk's own servers."""
    if row.peer:
        return is_own_server(row.peer)
    return row.source in OWN_MAILBOX | OWN_MACHINE


def is_own_server(peer: str) -> bool:
    """Whether the address is in the networks of the desk's own mail servers."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    return any(address.version == one.version and address in one for one in _networks(TRUSTED_NETWORKS.get()))


def is_public(peer: str) -> bool:
    """Whether SPF can say something about the address: one behind a proxy or of an inner network is nobody's."""
    try:
        return ipaddress.ip_address(peer).is_global
    except ValueError:
        return False


@lru_cache(16)
def _networks(text: str) -> tuple[Network, ...]:
    """What can't be read is left out: it then trusts nobody."""
    found = list[Network]()
    for piece in text.replace(";", ",").split(","):
        try:
            found.append(ipaddress.ip_network(piece.strip(), strict=False))
        except ValueError:
            continue
    return tuple(found)
