"""How often a stranger may do something: counted in the cache, by address and by the computer it comes from."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

HOUR = 3600


def spend(what: str, whose: str, most: int, seconds: int = HOUR) -> bool:
    """Counts one more; False when there were `most` already in the running window of that many seconds."""
    key = f"limit:{what}:{hashlib.sha256(whose.encode()).hexdigest()[:32]}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:  # it ran out between the two
        return cache.add(key, 1, seconds)


def computer(request: HttpRequest) -> str:
    """The address that the request comes from, as far as our own proxies are trusted."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return "unknown"
