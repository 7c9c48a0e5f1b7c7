"""Calendar parts (RFC 5545): the first event as a few values, with its moments in the zones that it names."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from opora.mail.parsing.mail import ParsedMail

LONGEST = 200_000
MOST_LINES = 5000
MOST_PARTS = 60
TYPES = {"text/calendar", "application/ics"}
_LINE = re.compile(r'([\w-]{1,60})((?:;[\w-]{1,60}=(?:"[^"]*"|[^":;]*))*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([\w-]+)=(?:"([^"]*)"|([^":;]*))')
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)")
# What Outlook and Exchange call the zones of most of their users.
WINDOWS = {
    "UTC": "UTC", "GMT Standard Time": "Europe/London", "W. Europe Standard Time": "Europe/Berlin",
    "Central Europe Standard Time": "Europe/Prague", "Central European Standard Time": "Europe/Warsaw",
    "Romance Standard Time": "Europe/Paris", "E. Europe Standard Time": "Europe/Chisinau",
    "FLE Standard Time": "Europe/Kyiv", "GTB Standard Time": "Europe/Bucharest",
    "Turkey Standard Time": "Europe/Istanbul", "Georgian Standard Time": "Asia/Tbilisi",
    "Kaliningrad Standard Time": "Europe/Kaliningrad", "Russian Standard Time": "Europe/Moscow",
    "Belarus Standard Time": "Europe/Minsk", "Russia Time Zone 3": "Europe/Samara",
    "Ekaterinburg Standard Time": "Asia/Yekaterinburg", "Omsk Standard Time": "Asia/Omsk",
    "N. Central Asia Standard Time": "Asia/Novosibirsk", "North Asia Standard Time": "Asia/Krasnoyarsk",
    "North Asia East Standard Time": "Asia/Irkutsk", "Yakutsk Standard Time": "Asia/Yakutsk",
    "Vladivostok Standard Time": "Asia/Vladivostok", "Central Asia Standard Time": "Asia/Almaty",
    "Eastern Standard Time": "America/New_York", "Central Standard Time": "America/Chicago",
    "Mountain Standard Time": "America/Denver", "Pacific Standard Time": "America/Los_Angeles",
    "India Standard Time": "Asia/Kolkata", "China Standard Time": "Asia/Shanghai", "Tokyo Standard Time": "Asia/Tokyo",
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """`start` and `end` as ISO 8601: a date, a moment with its offset, or a bare time of a `zone` that nobody knows."""

    method: str = ""
    summary: str = ""
    start: str = ""
    end: str = ""
    zone: str = ""
    location: str = ""
    organizer: str = ""
    repeats: bool = False

    def remark(self) -> dict[str, object]:
        """As it is kept on the message."""
        return {"code": "invitation", **{name: value for name, value in vars(self).items() if value}}


def event_of(parsed: ParsedMail, source: bytes) -> Event | None:
    """The event that a mail invites to; None where it is no invitation."""
    if not parsed.invitations:
        return None
    found = parsed.invitations[0]
    return read_event(calendar_in(parsed, source)) or Event(
        found.method, found.summary, location=found.location
    )


def calendar_in(parsed: ParsedMail, source: bytes) -> str:
    """The text of a mail's calendar: one of its files, or a part that is none."""
    for file in parsed.attachments:
        if file.type in TYPES or file.name.lower().endswith(".ics"):
            return file.data[:LONGEST].decode("utf-8", "replace")
    return calendar_of(source)


def calendar_of(source: bytes) -> str:
    """The text of the first calendar part of a raw mail; empty where there is none that can be read."""
    try:
        mail = email.message_from_bytes(source, policy=email.policy.compat32)
        for _count, part in zip(range(MOST_PARTS), mail.walk(), strict=False):
            data = part.get_payload(decode=True) if part.get_content_type() in TYPES else None
            if isinstance(data, bytes):
                return data[:LONGEST].decode("utf-8", "replace")
    except Exception:  # the standard parser raises all sorts of things at mails that were bent on purpose
        return ""
    return ""


def read_event(text: str) -> Event | None:
    """The first event or task of a calendar."""
    fields: dict[str, tuple[dict[str, str], str]] = {}
    section, offsets, zone = [""], dict[str, set[str]](), ""
    for line in _unfolded(text):
        match = _LINE.match(line)
        if match is None:
            continue
        name, value = match[1].upper(), match[3].strip()
        parameters = {key.upper(): quoted or plain for key, quoted, plain in _PARAMETER.findall(match[2])}
        if name == "BEGIN":
            section.append(value.upper())
        elif name == "END":
            if value.upper() in {"VEVENT", "VTODO"}:
                break
            section = section[:-1] or [""]
        elif section[-1] in {"VEVENT", "VTODO"} or name == "METHOD":
            fields.setdefault(name, (parameters, value))
        elif name == "TZID":
            zone = value
        elif name == "TZOFFSETTO":
            offsets.setdefault(zone, set()).add(value)
    return _event(fields, offsets)


def _event(fields: dict[str, tuple[dict[str, str], str]], offsets: dict[str, set[str]]) -> Event | None:
    if not fields.keys() & {"SUMMARY", "DTSTART"}:
        return None
    start, zone = _moment(fields.get("DTSTART"), offsets)
    organizer = fields.get("ORGANIZER", ({}, ""))
    address = re.sub(r"^mailto:", "", organizer[1], flags=re.IGNORECASE)
    name = organizer[0].get("CN", "")
    return Event(
        method=fields.get("METHOD", ({}, ""))[1].upper()[:20],
        summary=_plain(fields.get("SUMMARY", ({}, ""))[1]),
        start=start,
        end=_moment(fields.get("DTEND") or fields.get("DUE"), offsets)[0],
        zone=zone,
        location=_plain(fields.get("LOCATION", ({}, ""))[1]),
        organizer=(f"{name} <{address}>" if name and name != address else address)[:300],
        repeats="RRULE" in fields,
    )


def _moment(field: tuple[dict[str, str], str] | None, offsets: dict[str, set[str]]) -> tuple[str, str]:
    """ISO 8601, and the name of the zone where it is one that nobody knows."""
    if field is None:
        return "", ""
    parameters, value = field
    named = parameters.get("TZID", "")
    try:
        if re.fullmatch(r"\d{8}", value):
            return date.fromisoformat(value).isoformat(), ""
        bare = datetime.strptime(value.rstrip("Z")[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the zone comes below
    except ValueError:
        return "", ""
    zone = UTC if value.endswith("Z") else _zone(named, offsets.get(named, set()))
    return (bare.replace(tzinfo=zone).isoformat(), "") if zone else (bare.isoformat(), named[:60])


def _zone(named: str, offsets: set[str]) -> tzinfo | None:
    if (known := _known_zone(named)) is not None:
        return known
    if len(offsets) == 1 and (match := _OFFSET.match(next(iter(offsets)))):
        distance = timedelta(hours=int(match[2]) % 24, minutes=int(match[3]) % 60)
        return timezone(distance if match[1] == "+" else -distance)
    return None


@lru_cache(200)
def _known_zone(named: str) -> tzinfo | None:
    name = WINDOWS.get(named.strip('"'), named.strip("/"))
    # mozilla.org and others write a path before it: /mozilla.org/20050126_1/Europe/Prague
    for candidate in (name, "/".join(name.split("/")[-2:])):
        try:
            return ZoneInfo(candidate) if candidate else None
        except (KeyError, ValueError, OSError):
            continue
    return None


def _unfolded(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n")[:MOST_LINES]:
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def _plain(value: str) -> str:
    for escaped, plain in (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        value = value.replace(escaped, plain)
    return "".join(sign for sign in value.strip()[:500] if sign.isprintable())
