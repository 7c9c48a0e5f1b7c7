"""Which ways lead only through the desk's own servers: there, and only there, headers that servers add are believed."""

import ipaddress
from functools import lru_cache

from opora.mail.models import IncomingMail
from opora.mail.settings import TRUSTED_NETWORKS

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# Out of a mailbox, or handed over by a program on this machine.
TRUSTED = {"imap", "pop3", "pipe"}


def came_by_trusted_way(row: IncomingMail) -> bool:
    """Fetched from a mailbox or handed over on this machine; through the door, from one of the desk's own servers."""
    if row.peer:
        return is_own_server(row.peer)
    return row.source in TRUSTED


def is_own_server(peer: str) -> bool:
    """Whether the address is in the networks of the desk's own mail servers."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    networks = _networks(TRUSTED_NETWORKS.get())
    return any(address.version == one.version and address in one for one in networks)


def saw_sender(row: IncomingMail) -> bool:
    """Whether the sending machine itself spoke to us, so that SPF can say something: an address behind a proxy or of
    an inner network is nobody's."""
    if row.envelope_from is None or not row.peer or is_own_server(row.peer):
        return False
    return ipaddress.ip_address(row.peer).is_global


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
