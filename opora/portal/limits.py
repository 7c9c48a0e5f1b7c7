"""How often a stranger may do something: counted in the cache, by address and by the computer it comes from."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from opora.events.public import clock

HOUR = 3600


def spend(what: str, whose: str, most: int, seconds: int = HOUR) -> bool:
    """Counts one more; False when there were `most` already in the window of that many seconds that the first began.

    Not `cache.incr`: on the database it would begin the window anew each time.
    """
    key = f"limit:{what}:{hashlib.sha256(whose.encode()).hexdigest()[:32]}"
    now = clock.now().timestamp()
    count, ends = cache.get(key) or (0, now + seconds)
    if ends <= now:
        count, ends = 0, now + seconds
    cache.set(key, (count + 1, ends), max(1, ends - now))
    return bool(count < most)


def computer(request: HttpRequest) -> str:
    """The address that the request comes from, as far as our own proxies are trusted."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return "unknown"
