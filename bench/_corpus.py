"""What a corpus of mails says should be read out of each, and whether it was. It explains itself in its README.

A folder with `index.json`: {"mails": [{"file": …, "subject": …, "is_bounce": …}]}; an absent key is not known.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opora.mail.parsing.mail import ParsedMail

Mail = dict[str, Any]


def folder(named: str = "") -> Path | None:
    """The corpus: `named`, else MAIL_CORPUS, else shared/mail-corpus beside the repository; None without one."""
    usual = Path(__file__).parents[2] / "shared" / "mail-corpus"
    path = Path(named or os.environ.get("MAIL_CORPUS") or usual)
    return path if (path / "index.json").is_file() else None


def mails(path: Path | None) -> list[Mail]:
    """Every mail of the corpus with what is known of it; none without a corpus."""
    return json.loads((path / "index.json").read_text("utf-8"))["mails"] if path else []


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def by_line(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.replace("\r", "").split("\n"))
    return re.sub(r"\n{2,}", "\n\n", lines).strip()


def same_files(mail: Mail, parsed: ParsedMail) -> bool:
    wanted = mail["tnef"]["attachments"] if "tnef" in mail else mail["attachments"]
    left = [
        {"name": file.name or None, "size": file.size, "content_id": file.content_id, "inline": file.inline}
        for file in parsed.attachments
    ]
    for file in wanted:
        match = next(
            (one for one in left if all(one[key] == value for key, value in file.items() if key in one)), None
        )
        if match is None:
            return False
        left.remove(match)
    return not left


def same_recipients(mail: Mail, parsed: ParsedMail) -> bool:
    """Nobody missing, nobody too many, and for good or for now as wanted."""
    found = {bounce.recipient.lower(): bounce for bounce in parsed.bounces}
    for wanted in mail["bounce"]["recipients"]:
        bounce = found.get(wanted["address"].lower()) or found.get((wanted.get("original") or "").lower())
        if bounce is None or (
            wanted["hard"] is not None and bounce.kind != ("hard" if wanted["hard"] else "soft")
        ):
            return False
    return len(found) <= len(mail["bounce"]["recipients"])


def same_reply(mail: Mail, parsed: ParsedMail) -> bool:
    compare: Callable[[str], str] = by_line
    if "visible_reply_compare" in mail:
        text_only = "text only" in mail["visible_reply_compare"]
        compare = squeezed if text_only else lambda text: "".join(text.split())
    wanted = {compare(mail[key]) for key in ("visible_reply", "visible_reply_alt") if key in mail}
    return compare(parsed.visible_reply) in wanted


def no_markup(mail: Mail, parsed: ParsedMail) -> bool:
    markup = re.sub(r">[^<]*<", "><", (parsed.html or "").lower())
    return not any(word.lower() in markup for word in mail["html_forbidden"])


def loads_nothing(mail: Mail, parsed: ParsedMail) -> bool:
    loading = re.sub(r'\s(?:data-src|href)="[^"]*"', "", parsed.html or "")
    return not any(host in loading for host in mail["no_remote_loads"])


def forwarded(mail: Mail, parsed: ParsedMail) -> bool:
    inner = parsed.forwarded
    return (
        inner is not None
        and inner.email == mail["forwarded"]["from"]
        and mail["forwarded"]["text"] in inner.text
    )


CHECKS: dict[str, Callable[[Mail, ParsedMail], bool]] = {
    "from_email": lambda mail, parsed: parsed.from_email.lower() == mail["from_email"].lower(),
    "from_name": lambda mail, parsed: squeezed(parsed.from_name) == squeezed(mail["from_name"]),
    "subject": lambda mail, parsed: squeezed(parsed.subject) == squeezed(mail["subject"]),
    "text_contains": lambda mail, parsed: all(
        squeezed(piece) in squeezed(parsed.text) for piece in mail["text_contains"]
    ),
    "attachments": same_files,
    "attachments_count": lambda mail, parsed: len(parsed.attachments) == mail["attachments_count"],
    "is_bounce": lambda mail, parsed: parsed.is_bounce == mail["is_bounce"],
    "is_auto": lambda mail, parsed: parsed.is_auto == mail["is_auto"],
    "visible_reply": same_reply,
    "visible_contains": lambda mail, parsed: all(
        squeezed(piece) in squeezed(parsed.visible_reply) for piece in mail["visible_contains"]
    ),
    "visible_not_contains": lambda mail, parsed: (
        not any(squeezed(piece) in squeezed(parsed.visible_reply) for piece in mail["visible_not_contains"])
    ),
    "signature": lambda mail, parsed: squeezed(mail["signature"]) in squeezed(parsed.signature),
    "forwarded": forwarded,
    "html_forbidden": no_markup,
    "no_remote_loads": loads_nothing,
    "crypto": lambda mail, parsed: parsed.crypto == mail["crypto"],
}


def asked(mail: Mail) -> set[str]:
    """What the corpus knows of this mail."""
    keys = {key for key in CHECKS if key in mail}
    if mail.get("bounce", {}).get("recipients"):
        keys.add("recipients")
    if (mail.get("checks") or {}).get("loop"):
        keys.add("loop")
    return keys


def wrong(mail: Mail, parsed: ParsedMail) -> set[str]:
    """Of what the corpus knows, what was read otherwise."""
    failed = {key for key, check in CHECKS.items() if key in mail and not check(mail, parsed)}
    if "recipients" in asked(mail) and not same_recipients(mail, parsed):
        failed.add("recipients")
    if "loop" in asked(mail) and not parsed.is_loop:
        failed.add("loop")
    return failed
