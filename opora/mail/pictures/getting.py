"""One picture for one look: from the shelf, or fetched; a server that kept us waiting is left alone for a while."""

import logging
import threading
import time
from urllib.parse import urlsplit

from opora.mail.pictures import shelf
from opora.mail.pictures.fetching import SECONDS, fetch
from opora.mail.pictures.places import NotFetched
from opora.mail.pictures.raster import Picture, picture_of

log = logging.getLogger(__name__)
# At most so many are fetched at once in a process.
AT_ONCE = threading.BoundedSemaphore(3)
# Whoever wants what is being fetched waits for it; two addresses may share a lock.
_locks = [threading.Lock() for _ in range(64)]
REST = 60.0
MOST_RESTING = 1000
_resting: dict[str, float] = {}


def get_picture(url: str) -> Picture:
    """The picture at an address from a mail. Raises NotFetched. Takes up to ten seconds; never in a transaction."""
    if (found := _known(url)) is not None:
        return found
    with _locks[hash(url) % len(_locks)]:
        if (found := _known(url)) is not None:  # somebody else has just fetched it
            return found
        with AT_ONCE:
            return _fetched(url)


def _known(url: str) -> Picture | None:
    try:
        return shelf.find(url)
    except shelf.KnownFailure as known:
        raise NotFetched("it gave no picture a moment ago") from known


def _fetched(url: str) -> Picture:
    host, began = urlsplit(url).netloc.lower(), time.monotonic()
    if _resting.get(host, 0.0) > began:
        raise NotFetched("its server kept us waiting a moment ago")
    try:
        picture = picture_of(fetch(url))
    except NotFetched as error:
        log.info("No picture from %s: %s", host, error)
        if time.monotonic() - began > SECONDS * 0.6:
            _let_rest(host)
        shelf.keep_failure(url)
        raise
    shelf.keep(url, picture)
    return picture


def _let_rest(host: str) -> None:
    if len(_resting) >= MOST_RESTING:
        _resting.clear()
    _resting[host] = time.monotonic() + REST
