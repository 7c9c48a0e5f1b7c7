"""One question to a provider's token address: a form there, a small JSON answer back."""

import http.client
import json
import ssl
import time
from urllib.parse import urlencode, urlsplit

from opora.desk.public import is_safe_address

TIMEOUT = 15  # seconds for each step; the whole answer may take twice that
LARGEST = 256 * 1024


class NoAnswer(Exception):
    """The provider could not be asked, or said nothing that can be understood; the text says what happened."""


def ask(address: str, form: dict[str, str]) -> tuple[int, dict[str, object]]:
    """Status and values of the answer. Only https, but for this machine itself; no redirects. Raises NoAnswer."""
    if not is_safe_address(address):
        raise NoAnswer(f"{address} is not an https address")
    try:
        status, body = _exchange(address, urlencode(form).encode("ascii"))
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"{urlsplit(address).hostname}: {error or type(error).__name__}") from error
    try:
        values = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoAnswer(f"{urlsplit(address).hostname} answered {status} without JSON") from error
    return status, values if isinstance(values, dict) else {}


def _exchange(address: str, body: bytes) -> tuple[int, bytes]:
    parts = urlsplit(address)
    assert parts.hostname is not None
    line: http.client.HTTPConnection
    if parts.scheme == "https":
        line = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    try:
        line.request("POST", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, headers)
        with line.getresponse() as answer:
            return answer.status, _bounded(answer)
    finally:
        line.close()


def _bounded(answer: http.client.HTTPResponse) -> bytes:
    """The body, unless it is too large or drips."""
    end, body = time.monotonic() + 2 * TIMEOUT, b""
    while chunk := answer.read1(16 * 1024):
        body += chunk
        if len(body) > LARGEST or time.monotonic() > end:
            raise NoAnswer("the answer is too large or too slow")
    return body
