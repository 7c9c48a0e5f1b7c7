"""The mail corpus (MAIL_CORPUS, or shared/mail-corpus beside the repository): every mail, every key it has an answer for."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opora.mail.parsing.contract import as_contract
from opora.mail.parsing.mail import ParsedMail
from opora.mail.parsing.parse import parse

CORPUS = Path(os.environ.get("MAIL_CORPUS") or Path(__file__).parents[4] / "shared" / "mail-corpus")
INDEX = CORPUS / "index.json"
MAILS: list[dict[str, Any]] = json.loads(INDEX.read_text("utf-8"))["mails"] if INDEX.exists() else []
pytestmark = pytest.mark.skipif(not MAILS, reason="no mail corpus here")

# (file, key): why we read it otherwise, on purpose or for want of knowledge.
KNOWN = {
    (
        "attachments/mikel-attachment_pdf_non_ascii.eml",
        "text_contains",
    ): "valid UTF-8 under a Latin label is read as UTF-8",
    ("attachments/mikel-attachment_pdf_non_ascii_lf.eml", "text_contains"): "the same",
    (
        "attachments/zammad-mail042.eml",
        "attachments",
    ): "the PGP version part is listed, as other mails of the corpus want it",
    ("bounces/sisimai-issue-106-01.eml", "recipients"): "an address in raw UTF-8 is kept as UTF-8",
    ("bounces/sisimai-issue-106-02.eml", "recipients"): "an encoded word as an address is decoded",
    (
        "bounces/sisimai-lhost-apachejames-01.eml",
        "recipients",
    ): "the report names another number than the index",
    ("bounces/sisimai-lhost-exim-52.eml", "recipients"): "two addresses run together: the first is taken",
    (
        "bounces/sisimai-lhost-messagingserver-02.eml",
        "recipients",
    ): "the source route before the address is left out",
    (
        "bounces/sisimai-lhost-sendmail-14.eml",
        "is_bounce",
    ): "a person forwards a report: that is a person's mail",
    ("bounces/sisimai-lhost-sendmail-14.eml", "is_auto"): "the same",
    ("bounces/sisimai-lhost-sendmail-14.eml", "recipients"): "the same",
    ("bounces/sisimai-make-test-36.eml", "is_bounce"): "a person forwards a report",
    ("bounces/sisimai-make-test-36.eml", "is_auto"): "the same",
    ("bounces/sisimai-make-test-36.eml", "recipients"): "the same",
    (
        "bounces/sisimai-lhost-sendmail-38.eml",
        "recipients",
    ): "one address of the index stands only in the text of the returned mail",
    (
        "bounces/zammad-mail033-undelivered-mail-returned-to-sender.eml",
        "from_name",
    ): "a (comment) is no name, as other mails of the corpus want it",
    ("bounces/zammad-mail052.eml", "from_name"): "the same",
    ("bounces/zammad-mail063.eml", "from_name"): "the same",
    ("charsets/zammad-mail017.eml", "text_contains"): "the text wanted is the HTML's; its plain part says "
    "something else",
    ("hostile/zammad-mail076.eml", "from_name"): "no address and no name can be told apart in it",
    ("replies/talon-sig-jeff.eml", "visible_reply"): "a bare name above a phone's line stays",
    ("replies/talon-sig-jeff.eml", "signature"): "the same",
    (
        "replies/talon-sig-short_url.eml",
        "visible_reply",
    ): "a farewell and a first name stay, as other mails of the corpus want it",
    ("replies/talon-sig-short_url.eml", "signature"): "the same",
}


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def by_line(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.replace("\r", "").split("\n"))
    return re.sub(r"\n{2,}", "\n\n", lines).strip()


def same_files(mail: dict[str, Any], parsed: ParsedMail) -> bool:
    wanted = mail["tnef"]["attachments"] if "tnef" in mail else mail["attachments"]
    found = [
        {"name": file.name or None, "size": file.size, "content_id": file.content_id, "inline": file.inline}
        for file in parsed.attachments
    ]
    left = list(found)
    for file in wanted:
        match = next(
            (one for one in left if all(one[key] == value for key, value in file.items() if key in one)), None
        )
        if match is None:
            return False
        left.remove(match)
    return not left


def same_recipients(mail: dict[str, Any], parsed: ParsedMail) -> bool:
    found = {bounce.recipient.lower(): bounce for bounce in parsed.bounces}
    for wanted in mail["bounce"]["recipients"]:
        bounce = found.get(wanted["address"].lower()) or found.get((wanted.get("original") or "").lower())
        if bounce is None or (
            wanted["hard"] is not None and bounce.kind != ("hard" if wanted["hard"] else "soft")
        ):
            return False
    return len(found) <= len(mail["bounce"]["recipients"])


def same_reply(mail: dict[str, Any], parsed: ParsedMail) -> bool:
    compare: Callable[[str], str] = by_line
    if "visible_reply_compare" in mail:
        compare = (
            squeezed if "text only" in mail["visible_reply_compare"] else lambda text: "".join(text.split())
        )
    return compare(parsed.visible_reply) in {
        compare(mail[key]) for key in ("visible_reply", "visible_reply_alt") if key in mail
    }


def no_markup(mail: dict[str, Any], parsed: ParsedMail) -> bool:
    markup = re.sub(r">[^<]*<", "><", (parsed.html or "").lower())
    return not any(word.lower() in markup for word in mail["html_forbidden"])


def loads_nothing(mail: dict[str, Any], parsed: ParsedMail) -> bool:
    loading = re.sub(r'\s(?:data-src|href)="[^"]*"', "", parsed.html or "")
    return not any(host in loading for host in mail["no_remote_loads"])


def forwarded(mail: dict[str, Any], parsed: ParsedMail) -> bool:
    inner = parsed.forwarded
    return (
        inner is not None
        and inner.email == mail["forwarded"]["from"]
        and mail["forwarded"]["text"] in inner.text
    )


CHECKS: dict[str, Callable[[dict[str, Any], ParsedMail], bool]] = {
    "from_email": lambda mail, parsed: parsed.from_email.lower() == mail["from_email"].lower(),
    "from_name": lambda mail, parsed: squeezed(parsed.from_name) == squeezed(mail["from_name"]),
    "subject": lambda mail, parsed: squeezed(parsed.subject) == squeezed(mail["subject"]),
    "text_contains": lambda mail, parsed: all(
        squeezed(piece) in squeezed(parsed.text) for piece in mail["text_contains"]
    ),
    "attachments": same_files,
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


def wrong(mail: dict[str, Any], parsed: ParsedMail) -> set[str]:
    failed = {key for key, check in CHECKS.items() if key in mail and not check(mail, parsed)}
    if mail.get("bounce", {}).get("recipients") and not same_recipients(mail, parsed):
        failed.add("recipients")
    if (mail.get("checks") or {}).get("loop") and not parsed.is_loop:
        failed.add("loop")
    return failed


@pytest.mark.parametrize("mail", MAILS, ids=[mail["file"] for mail in MAILS])
def test_mail(mail: dict[str, Any]) -> None:
    parsed = parse((CORPUS / mail["file"]).read_bytes())
    contract = json.dumps(as_contract(parsed, mail["file"]), ensure_ascii=False)
    assert "\\u0000" not in contract and not any(
        "could not be read (" in problem for problem in parsed.problems
    )
    assert wrong(mail, parsed) == {key for file, key in KNOWN if file == mail["file"]}
