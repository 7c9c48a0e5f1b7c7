"""Whose a domain is: where its owner's name begins, by the public suffix list."""

from functools import cache

from publicsuffixlist import PublicSuffixList


def ascii_domain(text: str) -> str:
    """A domain as the DNS writes it (punycode), in lower case; empty when it can't be one."""
    plain = text.strip().rstrip(".").lower()
    if plain.isascii():
        return plain
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def organization_of(domain: str) -> str:
    """The organisational domain (RFC 7489, section 3.2): mail.example.co.uk → example.co.uk; itself for a suffix."""
    plain = ascii_domain(domain)
    return _list().privatesuffix(plain) or plain


def is_public_suffix(domain: str) -> bool:
    """Whether anybody may have a name below it (com, co.uk)."""
    return _list().privatesuffix(ascii_domain(domain)) is None


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()
