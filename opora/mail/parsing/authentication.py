"""What a trusted receiving server found out about the sender (RFC 8601). Nobody trusted: "none" for everything."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

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


MAX_SIGNED = 30_000_000


def verify_dkim(
    raw: bytes,
    headers: Headers,
    from_email: str,
    known: Authentication,
    txt_record: Callable[[str], bytes | None] | None,
) -> Authentication:
    """`known`, with DKIM checked by ourselves where no trusted server said anything and `txt_record` can look up keys.

    Only a signature of the author's own domain (or one above it) passes: others prove nothing about the author.
    """
    if txt_record is None or known.source or len(raw) > MAX_SIGNED or not headers.first("dkim-signature"):
        return known
    import dkim

    try:
        checker = dkim.DKIM(raw, minkey=1024)
        passed = checker.verify(
            dnsfunc=lambda name, timeout=5: txt_record(name.decode("ascii", "replace").rstrip("."))
        )
        domain = (checker.domain or b"").decode("ascii", "replace").lower()
    except Exception:  # the checker raises its own, the resolver's and the cryptography library's errors
        return replace(known, dkim="fail", source="own check")
    own = from_email.rpartition("@")[2].lower()
    aligned = bool(domain) and (own == domain or own.endswith(f".{domain}"))
    verdict = "fail" if not passed else "pass" if aligned else "none"
    return replace(known, dkim=verdict, source="own check")
