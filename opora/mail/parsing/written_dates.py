"""Dates as mail programs write them above quoted and forwarded mails, in words of many languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from opora.mail.parsing.dates import EARLIEST, ISO, read_date

# The beginnings of the months' names, enough of each to tell it from the others.
MONTH_NAMES = """
1: jan янв янў січ сту led sty ene gen sij ianuarie oca
2: feb fev fév фев лют úno uno lut şub
3: mar mär maa mrt мар бер сак bře bre maalis ožu
4: apr avr abr апр кві кра dub kwi huhti nis
5: may mai maj mei máj maí май мая тра kvě mag toukok svi
6: jun jún juin giu июн чэр чер červen červn čvn cze kesä haz jui
7: jul júl juil lug июл ліп лип červenec července čvc lip heinä tem
8: aug aoû ago авг жні сер srp sie ağu elok
9: sep set zář wrz сен вер вяр syysk ruj eyl
10: oct okt out ott окт жов кас říj paź lokak eki
11: nov noi ноя лис ліс list lis kas marrask
12: dec déc dez dic des дек гру сне pro gru joulu ara
"""
MONTHS = {
    word: int(number)
    for number, _, words in (row.partition(":") for row in MONTH_NAMES.strip().split("\n"))
    for word in words.split()
}
LONGEST = max(map(len, MONTHS))
ORDINAL = r"(?:st|nd|rd|th|er|\.|º|-го)?"
DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}}){ORDINAL}\s*(?:de\s+|-)?([^\W\d_]{{3,12}})\.?,?\s*(?:del?\s+|-)?(\d{{4}}|\d\d(?![\d:.]))",
    re.I,
)
MONTH_FIRST = re.compile(rf"([^\W\d_]{{3,12}})\.?\s+(\d{{1,2}}){ORDINAL},?\s+(\d{{4}})", re.I)
NUMERIC = re.compile(r"(?<![\d.:/-])(\d{1,4})\s?([./年-])\s?(\d{1,2})\s?[./月-]\s?(\d{1,4})(?![\d/-])")
HUNGARIAN = re.compile(r"(?<!\d)(\d{4})\.\s?([^\W\d_]{3,12})\.?\s?(\d{1,2})\.")
TIME = re.compile(
    r"(?<![\d.:])([01]?\d|2[0-3])([:.h])([0-5]\d)(?:[:.]([0-5]\d))?(?![\d:])\s?(?:([ap])\.?\s?m\b)?", re.I
)
ZONE = re.compile(
    r"(?:(?:GMT|UTC)\s?([+−–-])(\d{1,2})(?::?(\d\d))?|(?:^|[\s(])([+−–-])(\d\d):?(\d\d))(?!\d)|\b([A-ZМСКЧ]{3,4})\b"
)
ZONE_NAMES = """
0: UTC GMT WET
1: CET MEZ SEČ BST WEST
2: feb fev fév фев лют úno uno lut şub
3: MSK МСК EEST
-4: EDT
-5: EST CDT
-6: CST MDT
-7: MST PDT
-8: PST
"""
ZONES = {
    name: int(hours)
    for hours, _, names in (row.partition(":") for row in ZONE_NAMES.strip().split("\n"))
    for name in names.split()
}
RFC = re.compile(r"(?:\w{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d(?::\d\d)? [+-]\d{4}")
LATER = timedelta(days=2)


def read_written_date(text: str, before: datetime | None = None) -> datetime | None:
    """The moment a mail program wrote down; None where there is none.

    Without a zone it is taken in that of `before` (the date of the mail around it; default UTC), and of two ways to
    read "5/12/26" the one that lies not after `before` is taken.
    """
    text = " ".join(text[:200].split())
    if RFC.match(text) or ((exact := ISO.search(text)) and exact.group(7)):
        return _sane(read_date(text))
    zone = _zone(text, before.tzinfo if before and before.tzinfo else UTC)
    clock, american = _clock(text)
    for year, month, day in _days(text, american):
        try:
            moment = datetime(year, month, day, *clock, tzinfo=zone)
        except ValueError:
            continue
        if before is None or moment <= before + LATER:
            return _sane(moment)
    return None


def _sane(moment: datetime | None) -> datetime | None:
    return moment if moment and EARLIEST <= moment.year < 2100 else None


def _clock(text: str) -> tuple[tuple[int, int, int], bool]:
    """Hour, minute, second, and whether they are counted by AM and PM."""
    found = list(TIME.finditer(NUMERIC.sub(" ", text)))
    match = next((one for one in found if one.group(2) != "." or one.group(5)), found[0] if found else None)
    if not match:
        return (0, 0, 0), False
    hour, half = int(match.group(1)), (match.group(5) or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, int(match.group(3)), int(match.group(4) or 0)), bool(half)


def _zone(text: str, usual: tzinfo) -> tzinfo:
    for match in ZONE.finditer(text):
        named, sign, hours, minutes, bare_sign, bare_hours, bare_minutes = match.group(7, 1, 2, 3, 4, 5, 6)
        if named:
            if named in ZONES:
                return timezone(timedelta(hours=ZONES[named]))
            continue
        offset = timedelta(hours=int(hours or bare_hours), minutes=int(minutes or bare_minutes or 0))
        if offset <= timedelta(hours=14):
            return timezone(offset if (sign or bare_sign) == "+" else -offset)
    return usual


def _days(text: str, american: bool) -> list[tuple[int, int, int]]:
    """Year, month and day in the ways that the words allow, the likeliest first."""
    found = [match.group(3, 2, 1) for match in DAY_FIRST.finditer(text)]
    found += [match.group(3, 1, 2) for match in MONTH_FIRST.finditer(text)]
    found += [match.group(1, 2, 3) for match in HUNGARIAN.finditer(text)]
    for year, name, day in found:
        if month := month_of(name):
            return [(_year(year), month, int(day))]
    for match in NUMERIC.finditer(text):
        first, mark, second, last = match.groups()
        if len(first) == 4:
            return [(int(first), int(second), int(last))]
        if len(first) < 3 and len(last) > 1:
            usual = (_year(last), int(second), int(first))
            turned = (_year(last), int(first), int(second))
            return [usual] if mark != "/" else [turned, usual] if american else [usual, turned]
    return []


def month_of(name: str) -> int | None:
    """1 to 12 for (the beginning of) the name of a month, None for other words."""
    name = name.lower()
    return next(
        (MONTHS[name[:end]] for end in range(min(len(name), LONGEST), 2, -1) if name[:end] in MONTHS), None
    )


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else 2000 + int(digits)
