"""Addresses as they stand in the head of a mail."""

from email.headerregistry import Address

from opora.mail.sending import headers


def address_of(name: str, address: str) -> Address:
    """A name and an address; nothing in either can begin a header of its own."""
    local, _, domain = idna(address).rpartition("@")
    return Address(headers.plain(name), headers.plain(local), headers.plain(domain))


def idna(address: str) -> str:
    """The address with its domain as the DNS knows it; what can't be one stays as it is."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address
