"""Calendar parts (RFC 5545) in the few words a person needs: what, when, where, who."""

from __future__ import annotations

import re

from opora.mail.parsing.mail import Invitation

MAX_LINES = 5000
MAX_LINE = 20_000
ESCAPED = re.compile(r"\\([\\;,nN])")
NAME = re.compile(r'CN=("[^"]*"|[^;:"]*)', re.I)
ZONE = re.compile(r'TZID=("[^"]*"|[^;:"]*)', re.I)
HEAD = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.S)
MOMENT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$")
SECTIONS = ("VEVENT", "VTODO", "VJOURNAL")


def read_invitation(text: str) -> Invitation | None:
    """The first event of a calendar, None where there is none."""
    fields: dict[str, str] = {}
    sections: list[str] = []
    for line in _unfold(text):
        match = HEAD.match(line)
        if not match:
            continue
        head, value = match.groups()
        name = head.partition(";")[0].strip().upper()
        if name == "BEGIN":
            sections.append(value.strip().upper())
        elif name == "END":
            closed = sections.pop() if sections else ""
            if closed in SECTIONS and fields.keys() & {"SUMMARY", "DTSTART"}:
                break
        elif (name == "METHOD" or (sections and sections[-1] in SECTIONS)) and name not in fields:
            fields[name] = _plain(value)
            fields[f"{name} of"] = _parameter(ZONE if name == "DTSTART" else NAME, head)
    if not fields.keys() & {"SUMMARY", "DTSTART"}:
        return None
    return Invitation(
        fields.get("METHOD", ""),
        fields.get("SUMMARY", ""),
        fields.get("DTSTART", ""),
        fields.get("DTEND", fields.get("DUE", "")),
        fields.get("LOCATION", ""),
        re.sub(r"^mailto:", "", fields.get("ORGANIZER", ""), flags=re.I),
        fields.get("DTSTART of", ""),
        fields.get("ORGANIZER of", ""),
    )


def in_words(invitation: Invitation) -> str:
    """Plain lines for mails that have no other text."""
    begin, end = readable(invitation.start), readable(invitation.end)
    if end[:10] == begin[:10]:
        end = end[11:]
    zone = "" if begin.endswith("UTC") or end.endswith("UTC") else invitation.zone
    when = " ".join(
        part for part in (" – ".join(filter(None, (begin.removesuffix(" UTC"), end))), zone) if part
    )
    who = " ".join(filter(None, (invitation.organizer_name, invitation.organizer)))
    lines = (invitation.summary, when, invitation.location, who)
    return "\n".join(line for line in lines if line)


def readable(moment: str) -> str:
    """ "20260512T100000Z" as "2026-05-12 10:00 UTC"; what is written otherwise stays as it is."""
    match = MOMENT.match(moment)
    if not match:
        return moment
    year, month, day, hour, minute, _, utc = match.groups()
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "") + (" UTC" if utc else "")


def _unfold(text: str) -> list[str]:
    lines: list[list[str]] = []
    for line in text.replace("\r\n", "\n").split("\n")[:MAX_LINES]:
        if line[:1] in (" ", "\t") and lines:
            lines[-1].append(line[1:])
        else:
            lines.append([line])
    return ["".join(pieces)[:MAX_LINE] for pieces in lines]


def _parameter(pattern: re.Pattern[str], head: str) -> str:
    match = pattern.search(head)
    return match.group(1).strip('" ')[:200] if match else ""


def _plain(value: str) -> str:
    return ESCAPED.sub(lambda match: "\n" if match.group(1) in "nN" else match.group(1), value).strip()[:500]
