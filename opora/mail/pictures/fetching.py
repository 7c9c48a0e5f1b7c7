"""Fetching one picture's bytes: over a connection to the address that was checked, within a size and a time.

We say nothing about the reader: no cookie, no referrer, a name that says nothing, always from this machine.
"""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from functools import lru_cache

from opora.mail import dns
from opora.mail.pictures.places import Address, NotFetched, Place, addresses_of, place_of

LARGEST = 10 * 1024 * 1024
SECONDS = 10.0
REDIRECTS = 3
CHUNK = 64 * 1024
MOVED = {301, 302, 303, 307, 308}
HEADERS = {
    "User-Agent": "Mozilla/5.0",
    "Accept": "image/png, image/jpeg, image/gif, image/webp",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


def fetch(url: str) -> bytes:
    """What is at an address, at most LARGEST bytes, within SECONDS. Raises NotFetched. Never in a transaction."""
    patience, place = dns.Patience(SECONDS), place_of(url)
    for _step in range(REDIRECTS + 1):
        with _asked(place, addresses_of(place, patience), patience) as answer:
            if answer.status not in MOVED:
                return _body(answer)
            place = place_of(answer.headers.get("Location", ""), place)
    raise NotFetched("sent from one address to the next")


@contextlib.contextmanager
def _asked(place: Place, found: list[Address], patience: dns.Patience) -> Iterator[http.client.HTTPResponse]:
    """The server's answer; whatever it does, the connection ends when the patience does."""
    try:
        line = socket.create_connection((str(found[0]), place.port), timeout=max(0.1, patience.left()))
    except OSError as error:
        raise NotFetched(f"no connection: {error}") from error
    # One byte now and then keeps any timeout of a socket from running out. The twin stays ours when TLS takes the line.
    twin = line.dup()
    end = threading.Timer(patience.left(), _hang_up, [twin])
    end.daemon = True
    end.start()
    try:
        if place.scheme == "https":
            line = _tls().wrap_socket(line, server_hostname=place.host)
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.sock = line
        connection.putrequest("GET", place.target, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": place.named, **HEADERS}.items():
            connection.putheader(name, value)
        connection.endheaders()
        yield connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(f"{type(error).__name__}: {error}") from error
    finally:
        end.cancel()
        line.close()
        twin.close()


def _body(answer: http.client.HTTPResponse) -> bytes:
    if answer.status != 200:
        raise NotFetched(f"the server said {answer.status}")
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NotFetched("packed, which we did not ask for")
    if (answer.length or 0) > LARGEST:
        raise NotFetched("too large")
    data = b""
    while chunk := answer.read(CHUNK):
        data += chunk
        if len(data) > LARGEST:
            raise NotFetched("too large")
    return data


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@lru_cache(1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
