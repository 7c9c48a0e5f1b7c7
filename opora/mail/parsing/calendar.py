"""Calendar parts (RFC 5545) in the few words a person needs: what, when, where, who."""

from __future__ import annotations

from opora.mail.parsing.mail import Invitation

MAX_LINES = 5000
ESCAPES = (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\"))


def read_invitation(text: str) -> Invitation | None:
    """The first event of a calendar, None where there is none."""
    fields: dict[str, str] = {}
    section = ""
    for line in _unfold(text):
        head, _, value = line.partition(":")
        name = head.partition(";")[0].strip().upper()
        if name in ("BEGIN", "END"):
            section = value.strip().upper() if name == "BEGIN" else "VCALENDAR"
            if name == "END" and value.strip().upper() in ("VEVENT", "VTODO") and fields:
                break
        elif name == "METHOD" or section in ("VEVENT", "VTODO"):
            fields.setdefault(name, _plain(value))
    if not fields.keys() & {"SUMMARY", "DTSTART"}:
        return None
    return Invitation(
        fields.get("METHOD", ""),
        fields.get("SUMMARY", ""),
        fields.get("DTSTART", ""),
        fields.get("DTEND", fields.get("DUE", "")),
        fields.get("LOCATION", ""),
        fields.get("ORGANIZER", "").removeprefix("mailto:").removeprefix("MAILTO:"),
    )


def in_words(invitation: Invitation) -> str:
    """Plain lines for mails that have no other text."""
    when = " – ".join(part for part in (invitation.start, invitation.end) if part)
    return "\n".join(
        line for line in (invitation.summary, when, invitation.location, invitation.organizer) if line
    )


def _unfold(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n")[:MAX_LINES]:
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def _plain(value: str) -> str:
    for escaped, plain in ESCAPES:
        value = value.replace(escaped, plain)
    return value.strip()[:500]
