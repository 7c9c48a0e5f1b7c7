"""Undelivered mail: is it a report of one, about whom, for good or for now, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from opora.mail.parsing.addresses import clean_email, parse_addresses
from opora.mail.parsing.bounce_text import (
    Found,
    failure_code,
    find_recipients,
    judged,
    read_notification,
    reason_of,
    split_report,
)
from opora.mail.parsing.bounce_words import BODY, DELAY_SUBJECT, SUBJECT
from opora.mail.parsing.charset import decode
from opora.mail.parsing.delivery_status import Group, read_groups
from opora.mail.parsing.gathered import Contents
from opora.mail.parsing.headers import Headers, split_headers
from opora.mail.parsing.mail import BounceKind, ParsedBounce
from opora.mail.parsing.structure import Part, inner_mail

DONE = frozenset({"delivered", "relayed", "expanded", "deliverable", "complained"})
DAEMON = re.compile(
    r"^(?:mailer[-_]?daemon|microsoftexchange[0-9a-f]{8,}|post[-_]?master|mail-?deliver|no-?reply|bounces?|mdaemon|daemon"
    r"|mail|system|autoanswer|amavis|virus\w*|dsn|.*-admin)"
    r"(?:[+.=_-].*)?@",
    re.I,
)
DAEMON_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:daemon|deliver\w* \w*system|administrator|router|server|system)"
    r"|postmaster|delivery (?:sub)?system|system administrator"
    r"|deliver\w* (?:status|system|subsystem)|mail delivery|internet mail",
    re.I,
)
MESSAGE_ID = re.compile(r"^[> \t]*message-id:\s*<([^<>\s]+@?[^<>\s]*)>", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Bounced:
    """`is_bounce` only for failed or delayed mail; `bounces` also lists what a report says was delivered."""

    is_bounce: bool
    bounces: tuple[ParsedBounce, ...] = ()
    original_message_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Evidence:
    """What the reading works with."""

    root: Part
    headers: Headers
    contents: Contents
    subject: str
    from_email: str
    report: str = ""
    reason: str = ""
    returned: str = ""
    original: Headers | None = None
    excluded: set[str] = field(default_factory=set)


def read_bounce(root: Part, headers: Headers, contents: Contents, subject: str, from_email: str) -> Bounced:
    """Reads a delivery report, standard or not. No report: `is_bounce` False and nothing else."""
    groups = [
        group
        for part in contents.reports
        if "delivery-status" in part.type
        for group in read_groups(_text(part))
    ]
    notified = read_notification(contents.text) if "notificationType" in contents.text[:200_000] else None
    if notified is not None:
        return Bounced(any(bounce.action not in DONE for bounce in notified), tuple(notified))
    reported = (
        any("delivery-status" in part.type for part in contents.reports)
        or root.parameters.get("report-type", "").lower() == "delivery-status"
    )
    if not reported and not looks_like_bounce(headers, contents, subject, from_email):
        return Bounced(False)
    evidence = _gather(root, headers, contents, subject, from_email)
    groups = groups or read_groups(contents.text[:200_000]) or _groups_inside(contents)
    bounces = _merge(groups, evidence)
    failed = any(bounce.action not in DONE for bounce in bounces) or not bounces
    return Bounced(failed, tuple(bounces), _original_ids(evidence))


def _groups_inside(contents: Contents) -> list[Group]:
    """A report within a report, as gateways wrap them."""
    inside = [part for mail in contents.mails[:1] for part in inner_mail(mail).walk()[:50]]
    return [
        group
        for part in inside
        if part.type == "message/delivery-status"
        for group in read_groups(_text(part))
    ]


def looks_like_bounce(headers: Headers, contents: Contents, subject: str, from_email: str) -> bool:
    """Non-standard reports: a machine's address and words of failure; a person's mail is never one."""
    if headers.first("x-failed-recipients"):
        return True
    if (
        headers.text("auto-submitted").lower().startswith("auto-generated")
        and DELAY_SUBJECT.search(subject)
        and SUBJECT.search(subject)
    ):
        return True
    machine = bool(DAEMON.match(from_email) or DAEMON_NAME.search(headers.text("from"))) or not from_email
    null_sender = headers.first("return-path").strip() in (b"<>", b"<MAILER-DAEMON>")
    if not machine and not null_sender:
        return False
    by_subject, by_body = bool(SUBJECT.search(subject)), bool(BODY.search(contents.text[:6000]))
    if (
        DAEMON_NAME.search(headers.text("from"))
        or re.match(r"(?i)(?:mailer-?daemon|post[-_]?master|microsoftexchange[0-9a-f]{8})", from_email)
        or null_sender
    ):
        return by_subject or (
            by_body and not headers.first("auto-submitted").lower().startswith(b"auto-replied")
        )
    return (by_subject and by_body) or (
        by_body and bool(re.search(r"(?i)could not be delivered to", contents.text[:1000]))
    )


def _text(part: Part) -> str:
    return decode(part.body()[:500_000], part.charset)[0]


def _gather(root: Part, headers: Headers, contents: Contents, subject: str, from_email: str) -> Evidence:
    evidence = Evidence(root, headers, contents, subject, from_email)
    evidence.report, evidence.returned = split_report(contents.text)
    evidence.reason = reason_of(evidence.report)
    evidence.original = _original(evidence)
    own = [
        headers.text(name)
        for name in ("to", "from", "reply-to", "cc", "sender", "delivered-to", "x-original-to", "return-path")
    ]
    if evidence.original:
        own += [evidence.original.text(name) for name in ("from", "return-path", "reply-to", "sender")]
    evidence.excluded = {
        person.email.lower() for text in own for person in parse_addresses(text) if person.email
    }
    recipients = set(_original_to(evidence))
    senders = {person.email.lower() for text in own[8:] for person in parse_addresses(text)}
    evidence.excluded -= recipients - senders
    return evidence


def _original(evidence: Evidence) -> Headers | None:
    """The headers of the mail that came back: an attached mail, attached headers, or text below a line."""
    for part in evidence.contents.mails:
        return inner_mail(part).headers
    for part in evidence.contents.reports:
        if "headers" in part.type:
            data = part.body()
            return split_headers(data, 0, len(data), top=True)[0]
    if evidence.returned:
        data = (
            "\n".join(
                line.lstrip("> ") if line.startswith((">", "   ")) and ":" in line[:40] else line
                for line in evidence.returned.lstrip("\n").split("\n")[:400]
            )
            .lstrip("\n-= ")
            .encode("utf-8", "replace")
        )
        return split_headers(data, 0, len(data), top=True)[0]
    return None


def _original_to(evidence: Evidence) -> list[str]:
    if not evidence.original:
        return []
    names = ("x-envelope-to", "to", "cc")
    return [
        person.email
        for name in names
        for person in parse_addresses(evidence.original.unfolded(name))
        if person.email
    ]


def _merge(groups: list[Group], evidence: Evidence) -> list[ParsedBounce]:
    """The standard groups first; what they leave out is filled from the words."""
    found = find_recipients(evidence.report, evidence.excluded)
    bounces: dict[str, ParsedBounce] = {}
    for group in groups:
        bounce = _from_group(group, found, evidence)
        if bounce and (bounce.recipient.lower() not in bounces or bounce.action not in DONE):
            bounces[bounce.recipient.lower()] = bounce
    if bounces:
        return list(bounces.values())
    named = [
        Found(address, "")
        for value in evidence.headers.all("x-failed-recipients")
        for address in re.findall(r"[^\s,;<>]+@[^\s,;<>]+", evidence.headers.decoded(value))
    ]
    if named:
        words = {one.address.lower(): one.words for one in found}
        found = [Found(one.address, words.get(one.address.lower(), "")) for one in named]
    if not found:
        found = [Found(address, "") for address in dict.fromkeys(_original_to(evidence))][:20]
    return [judged(one, evidence.subject, evidence.report, evidence.reason) for one in found]


def _from_group(group: Group, found: list[Found], evidence: Evidence) -> ParsedBounce | None:
    recipient = group.recipient
    words = next(
        (
            one.words
            for one in found
            if one.address.lower() in {recipient.lower(), *map(str.lower, group.alternatives)}
        ),
        "",
    )
    if not recipient and len(found) == 1:
        recipient, words = clean_email(found[0].address), found[0].words
    if not recipient:
        return None
    diagnostic = group.diagnostic or " ".join(words.split())[:2000]
    status = group.status or failure_code(diagnostic)
    action = group.action or ("delayed" if (status or "").startswith("4") else "failed")
    if status is None and action not in DONE:
        judgement = judged(
            Found(recipient, diagnostic or words), evidence.subject, evidence.report, evidence.reason
        )
        return ParsedBounce(
            recipient, judgement.kind, judgement.status, diagnostic or judgement.diagnostic, action
        )
    return ParsedBounce(recipient, kind_of(status, action), status, diagnostic, action)


def kind_of(status: str | None, action: str) -> BounceKind:
    """hard for 5.x.x, soft for 4.x.x or delayed, else unknown."""
    if action in DONE:
        return "unknown"
    if status and status[0] in "45":
        return "hard" if status[0] == "5" else "soft"
    return "soft" if action.startswith("delay") else "unknown"


def _original_ids(evidence: Evidence) -> tuple[str, ...]:
    """Message ids of the returned mail, newest knowledge first: its own, then what it answered."""
    ids = [MESSAGE_ID.search(evidence.returned)] if evidence.returned else []
    found = [match.group(1) for match in ids if match]
    if evidence.original:
        found = [evidence.original.text("message-id").strip("<> "), *found]
    return tuple(dict.fromkeys(one for one in found if one))
