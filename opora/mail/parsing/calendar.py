"""Calendar parts (RFC 5545) in the few words a person needs: what, when, where, who."""

import re
from dataclasses import dataclass, field

from opora.mail.parsing.mail import Invitation

LONGEST = 200_000
MAX_LINES = 5000
MAX_LINE = 20_000
ESCAPED = re.compile(r"\\([\\;,nN])")
HEAD = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.S)
PARAMETER = re.compile(r';([\w-]+)=(?:"([^"]*)"|([^":;]*))')
MOMENT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$")
SECTIONS = ("VEVENT", "VTODO", "VJOURNAL")


@dataclass
class Lines:
    """What the lines of the first event say: each name's value with its parameters; and the offsets of each zone."""

    values: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    offsets: dict[str, set[str]] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Its value as plain text; empty where it is not named."""
        return plain(self.values.get(name, ({}, ""))[1])

    def parameter(self, name: str, parameter: str) -> str:
        """A parameter of its line."""
        return self.values.get(name, ({}, ""))[0].get(parameter, "").strip()[:200]

    @property
    def tells_something(self) -> bool:
        """Whether there is an event in it."""
        return bool(self.values.keys() & {"SUMMARY", "DTSTART"})


def read_lines(text: str) -> Lines:
    """The lines of a calendar up to the end of its first event."""
    found, sections, zone = Lines(), list[str](), ""
    for line in _unfold(text[:LONGEST]):
        match = HEAD.match(line)
        if not match:
            continue
        head, value = match[1], match[2].strip()
        name = head.partition(";")[0].strip().upper()
        if name == "BEGIN":
            sections.append(value.upper())
        elif name == "END":
            closed = sections.pop() if sections else ""
            if closed in SECTIONS and found.tells_something:
                break
        elif name == "METHOD" or (sections and sections[-1] in SECTIONS):
            found.values.setdefault(name, (_parameters(head), value))
        elif name == "TZID":
            zone = value
        elif name == "TZOFFSETTO":
            found.offsets.setdefault(zone, set()).add(value)
    return found


def read_invitation(text: str) -> Invitation | None:
    """The first event of a calendar, None where there is none."""
    lines = read_lines(text)
    if not lines.tells_something:
        return None
    return Invitation(
        lines.value("METHOD"),
        lines.value("SUMMARY"),
        lines.value("DTSTART"),
        lines.value("DTEND") or lines.value("DUE"),
        lines.value("LOCATION"),
        re.sub(r"^mailto:", "", lines.value("ORGANIZER"), flags=re.I),
        lines.parameter("DTSTART", "TZID"),
        lines.parameter("ORGANIZER", "CN"),
        text[:LONGEST],
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


def _parameters(head: str) -> dict[str, str]:
    return {name.upper(): quoted or bare for name, quoted, bare in PARAMETER.findall(head)}


def plain(value: str) -> str:
    """A text value without its escapes (RFC 5545, 3.3.11)."""
    return ESCAPED.sub(lambda match: "\n" if match.group(1) in "nN" else match.group(1), value).strip()[:500]
