"""What a trusted receiving server found out about the sender (RFC 8601). Nobody trusted: "none" for everything."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opora.mail.parsing.headers import Headers
from opora.mail.parsing.mail import Authentication

COMMENT = re.compile(r"\([^()]*\)")
RESULT = re.compile(r"^\s*(dkim|spf|dmarc)\s*=\s*([a-z]+)", re.I)
VERDICTS = frozenset(
    [
        "pass",
        "fail",
        "none",
        "neutral",
        "softfail",
        "temperror",
        "permerror",
        "policy",
        "hardfail",
        "bestguesspass",
    ]
)


def read_authentication(headers: Headers, trusted: Sequence[str]) -> Authentication:
    """The topmost Authentication-Results of a server in `trusted` (authserv-ids); anyone can write the others."""
    wanted = {name.strip().lower() for name in trusted}
    if not wanted:
        return Authentication()
    for value in headers.all("authentication-results")[:50]:
        text = COMMENT.sub("", headers.decoded(value))
        server, _, rest = text.partition(";")
        name = server.split()[0].lower() if server.split() else ""
        if name in wanted:
            return _verdicts(rest, name)
    return Authentication()


def _verdicts(rest: str, source: str) -> Authentication:
    found: dict[str, str] = {}
    for piece in rest.split(";"):
        match = RESULT.match(piece)
        if not match:
            continue
        method, verdict = match.group(1).lower(), match.group(2).lower()
        if verdict in VERDICTS and found.get(method) != "pass":
            found[method] = verdict
    return Authentication(
        found.get("dkim", "none"), found.get("spf", "none"), found.get("dmarc", "none"), source
    )
