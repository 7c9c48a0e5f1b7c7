"""Calendar parts (RFC 5545): the first event as a few values, with its moments in the zones that it names."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from opora.mail.parsing.calendar import Lines, read_lines
from opora.mail.parsing.mail import ParsedMail
from opora.mail.parsing.parse import parse

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


def event_of(parsed: ParsedMail) -> Event | None:
    """The event that a mail invites to; None where it is no invitation."""
    return read_event(parsed.invitations[0].source) if parsed.invitations else None


def calendar_of(source: bytes) -> str:
    """The text of the first calendar part of a raw mail; empty where there is none that can be read."""
    return next((found.source for found in parse(source).invitations), "")


def read_event(text: str) -> Event | None:
    """The first event or task of a calendar."""
    lines = read_lines(text)
    if not lines.tells_something:
        return None
    start, zone = _moment(lines, "DTSTART")
    address = re.sub(r"^mailto:", "", lines.value("ORGANIZER"), flags=re.IGNORECASE)
    name = _line(lines.parameter("ORGANIZER", "CN"))
    return Event(
        method=lines.value("METHOD").upper()[:20],
        summary=_line(lines.value("SUMMARY")),
        start=start,
        end=_moment(lines, "DTEND")[0] or _moment(lines, "DUE")[0],
        zone=zone,
        location=_line(lines.value("LOCATION")),
        organizer=(f"{name} <{address}>" if name and name != address else address)[:300],
        repeats="RRULE" in lines.values,
    )


def _moment(lines: Lines, field: str) -> tuple[str, str]:
    """ISO 8601, and the name of the zone where it is one that nobody knows."""
    named, value = lines.parameter(field, "TZID"), lines.value(field)
    try:
        if re.fullmatch(r"\d{8}", value):
            return date.fromisoformat(value).isoformat(), ""
        bare = datetime.strptime(value.rstrip("Z")[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the zone comes below
    except ValueError:
        return "", ""
    zone = UTC if value.endswith("Z") else _zone(named, lines.offsets.get(named, set()))
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


def _line(text: str) -> str:
    return "".join(sign if sign != "\n" else " " for sign in text if sign.isprintable() or sign == "\n")
