"""What spam filters say about a mail: those before us in its headers, or rspamd when the desk asks it."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from opora.mail.parsing.mail import ParsedMail

SECONDS = 5.0
LONGEST_ANSWER = 1_000_000
# What reading an answer of another shape than rspamd's may raise.
NONSENSE = (ValueError, KeyError, TypeError, AttributeError)
NUMBER = r"([+-]?\d{1,5}(?:\.\d{1,6})?)"
# Header by header: where the points stand. Microsoft's and Yandex's scales are not points; they are only yes or no.
SCORES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("x-spam-status", re.compile(rf"\bscore={NUMBER}", re.I)),
    ("x-spam-score", re.compile(rf"^\s*{NUMBER}")),
    ("x-rspamd-score", re.compile(rf"^\s*{NUMBER}")),
    ("x-spamd-result", re.compile(rf"\[\s*{NUMBER}\s*/")),
    ("x-rspamd-report", re.compile(rf"\bscore[:=]\s*{NUMBER}", re.I)),
)
SAYS_YES: Mapping[str, re.Pattern[str]] = {
    "x-ms-exchange-organization-scl": re.compile(r"^\s*[5-9]\b"),
    "x-forefront-antispam-report": re.compile(r"\bSCL:[5-9]\b|\bSFV:SPM\b"),
    "x-yandex-spam": re.compile(r"^\s*4\b"),
    "x-mailru-spam": re.compile(r"^\s*(?:yes|spam|1)\b", re.I),
    "x-mras": re.compile(r"^\s*(?:spam|probable)", re.I),
    "x-rspamd-action": re.compile(r"^\s*(?:reject|add header|rewrite subject|quarantine)\b", re.I),
}


@dataclass(frozen=True)
class Spam:
    """`score` in points where somebody gave any; `is_spam`: the filter itself says so; `by` which one, `because` its
    words. `trouble`: why a filter that should have been asked said nothing."""

    score: float | None = None
    is_spam: bool = False
    by: str = ""
    because: str = ""
    trouble: str = ""

    def is_over(self, limit: int) -> bool:
        """Whether the desk wants such mail held; with the limit 0 it never does."""
        return limit > 0 and (self.is_spam or (self.score is not None and self.score >= limit))

    def noted(self) -> dict[str, Any]:
        """As it is kept in `why`; nothing when nobody said anything."""
        every = {"score": self.score, "is_spam": self.is_spam, "by": self.by, "because": self.because}
        return every | {"trouble": self.trouble} if self.by or self.trouble else {}

    @classmethod
    def read(cls, noted: Mapping[str, Any]) -> "Spam":
        """What `noted` wrote."""
        score = noted.get("score")
        texts = {name: str(noted.get(name) or "") for name in ("by", "because", "trouble")}
        return cls(
            float(score) if isinstance(score, int | float) else None, bool(noted.get("is_spam")), **texts
        )


def in_headers(parsed: ParsedMail) -> Spam:
    """What a filter before us wrote. Only for mail that came by a trusted way: anybody can write “X-Spam-Score: -9”."""
    values: dict[str, str] = {}
    for name, value in parsed.headers:
        values.setdefault(name, value[:2000])
    score, where = _points(values)
    says = next((name for name, form in SAYS_YES.items() if form.search(values.get(name, ""))), "")
    if score is None and not says and not parsed.is_spam:
        return Spam()
    by = where or says or parsed.spam_reason.partition(":")[0]
    words = values.get(by, parsed.spam_reason)
    return Spam(score, parsed.is_spam or bool(says), by, " ".join(words.split())[:200])


def _points(values: Mapping[str, str]) -> tuple[float | None, str]:
    for name, form in SCORES:
        if match := form.search(values.get(name, "")):
            return float(match[1]), name
    return None, ""


@dataclass(frozen=True)
class Envelope:
    """What rspamd wants to know besides the mail."""

    peer: str = ""
    helo: str = ""
    sender: str = ""
    recipient: str = ""

    def headers(self) -> dict[str, str]:
        """As the headers of its protocol, those that are known."""
        named = {"IP": self.peer, "Helo": self.helo, "From": self.sender, "Rcpt": self.recipient}
        return {
            name: "".join(letter for letter in value if " " < letter < "\x7f")
            for name, value in named.items()
            if value
        }


def ask_rspamd(address: str, raw: bytes, envelope: Envelope) -> Spam:
    """What rspamd at this address says (POST /checkv2). Whatever goes wrong is `trouble`; nothing is raised."""
    try:
        line = _line_to(address)
        try:
            line.request("POST", f"{urlsplit(address).path.rstrip('/')}/checkv2", raw, envelope.headers())
            answer = line.getresponse()
            if answer.status != 200:
                return Spam(trouble=f"{address}: HTTP {answer.status}")
            return _rspamd_says(json.loads(answer.read(LONGEST_ANSWER)))
        finally:
            line.close()
    except (OSError, http.client.HTTPException, RecursionError, *NONSENSE) as error:
        return Spam(trouble=f"{address}: {type(error).__name__}: {error}"[:200])


def _line_to(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return make(parts.hostname or "", parts.port or 11333, timeout=SECONDS)


def _rspamd_says(said: Mapping[str, Any]) -> Spam:
    action = str(said.get("action", ""))[:40]
    symbols = said.get("symbols") or {}
    telling = sorted(symbols.items(), key=lambda pair: -abs(float(pair[1].get("score", 0))))[:5]
    words = ", ".join(f"{str(name)[:40]} {float(one.get('score', 0)):+.1f}" for name, one in telling)
    is_spam = action in {"reject", "add header", "rewrite subject", "quarantine"}
    return Spam(float(said["score"]), is_spam, "rspamd", f"{action}: {words}"[:200])
