"""Which charset bytes are in, by what they say: where the label is missing, and where it is clearly wrong."""

from __future__ import annotations

import re
from itertools import islice

from opora.mail.parsing.charset_names import MULTIBYTE, STATEFUL, WIDE, codec_for
from opora.mail.parsing.plausibility import plausibility, plausible_east_asian

CANDIDATES = (
    "cp1251",
    "koi8-u",
    "cp866",
    "iso8859-5",
    "mac_cyrillic",
    "cp1250",
    "iso8859-2",
    "cp1252",
    "iso8859-15",
    "cp852",
    "mac_latin2",
    "mac_roman",
    "cp850",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1257",
    "cp1256",
)
RIVALS = {"cp1250": "iso8859-2", "iso8859-2": "cp1250", "cp1251": "mac-cyrillic", "mac-cyrillic": "cp1251"}
CYRILLIC = frozenset({"cp1251", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic"})
RIVAL_EVIDENCE = {"iso8859-2": 3, "cp1250": 3, "mac-cyrillic": 12, "cp1251": 12}
USUAL = ("cp1251", "koi8-u", "cp866", "iso8859-5", "cp1250", "iso8859-2", "cp1252")
SAMPLE = 3000
NON_ASCII_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
HIGH = re.compile(rb"[\x80-\xff]")
MIXED = re.compile("[A-Za-z][\u0400-\u045f]|[\u0400-\u045f][A-Za-z]")
HIGH_WORD = re.compile(rb"[\x80-\xff]{4}")
WORD = re.compile(r"[^\W\d_]+")
SYMBOL_INSIDE = re.compile("[A-Za-z][³¹¾®£¼¶±°¡¤¦²µ§„•Œœ¥ª¯¿‡†‰¬][A-Za-z]|[³¹¾®£¼¶±¡¤¦¥ª¯¬][a-z]")
# The small letters that windows-1251 and the Macintosh share; capitals are where they differ.
SMALL_CYRILLIC = re.compile(rb"[\xe0-\xfe]")
INSIDE_LATIN = re.compile("[A-Za-z][\u0400-\u045f]{1,2}[a-z]")
BESIDE_LATIN = re.compile(
    "^(?:[\u0400-\u045f]{1,2}[A-Za-z]{2,}|[A-Za-z]{2,}[\u0400-\u045f]{1,2})$|[A-Za-z][\u0400-\u045f]{1,3}[a-z]"
)
CONTROLS = re.compile("[\x80-\x9f\ufffd]")


def telling(data: bytes) -> bytes:
    """Enough lines with non-ASCII bytes to judge by."""
    if len(data) <= SAMPLE // 2:
        return data
    first = HIGH.search(data)
    start = max(0, first.start() - 200) if first else 0
    window = data[start : start + 200_000]
    picked = b"\n".join(match.group()[:2000] for match in islice(NON_ASCII_LINE.finditer(window), 60))
    return picked[:SAMPLE]


def better_charset(sample: bytes, codec: str, broken: bool) -> str | None:
    """Another charset than the labelled one, if the content speaks for it beyond doubt; short texts hardly ever do."""
    evidence = len(HIGH.findall(sample))
    score = merit(sample, codec)
    if (rival := _rival(sample, codec, score, evidence)) is not None:
        return rival
    if score >= (0.95 if codec in CYRILLIC else 0.7):
        return None
    if broken and codec in MULTIBYTE:
        return _best(sample, "")[0]
    said = sample.decode(codec, "replace")
    nonsense = broken or bool(CONTROLS.search(said))
    found = [
        (merit(sample, other), other)
        for other in (*USUAL, *(("cp852", "mac-cyrillic") if score < 0 else ()))
        if other != codec
    ]
    for best_score, best in sorted(found, reverse=True)[:3]:
        margin = 0.3 if nonsense and evidence > 2 else _margin(sample, codec, best, said, evidence)
        if margin is not None and best_score > max(0.6, score + margin):
            return _rival(sample, best, best_score, evidence) or best
    return None


def _margin(sample: bytes, codec: str, other: str, said: str, evidence: int) -> float | None:
    """By how much `other` must read better than the labelled `codec`, which reads `said`; None: it never may."""
    if other in CYRILLIC:
        if codec in CYRILLIC:
            several = len(set(HIGH.findall(sample))) >= 4
            return None if not several else 0.5 if evidence >= 20 else 0.9 if evidence >= 6 else None
        return 0.3 if evidence >= 6 else 0.9 if HIGH_WORD.search(sample) else None
    if codec in CYRILLIC:
        words = [word for word in WORD.findall(said) if not word.isascii()]
        latin = sum(char.isascii() and char.isalpha() for char in said) >= 5
        if latin and INSIDE_LATIN.search(said) and all(BESIDE_LATIN.search(word) for word in words):
            return 0.5
        return 0.5 if evidence >= 5 and MIXED.search(said) else None
    if evidence >= 3:
        return 0.3
    return 0.6 if SYMBOL_INSIDE.search(said) or evidence == 2 else None


def _rival(sample: bytes, codec: str, score: float, evidence: int) -> str | None:
    """The twin of a charset (few letters differ) when it reads better."""
    rival = RIVALS.get(codec)
    several = rival not in CYRILLIC or len(SMALL_CYRILLIC.findall(sample)) * 2 >= evidence
    if (
        rival
        and several
        and evidence >= RIVAL_EVIDENCE[rival]
        and merit(sample, rival) > max(0.7, score + 0.04)
    ):
        return rival
    return None


def guess(data: bytes, hint: str) -> tuple[str, str]:
    sample = telling(data)
    best, _ = _best(sample, hint)
    return data.decode(best, "replace"), best


def _best(sample: bytes, hint: str) -> tuple[str, float]:
    """The most plausible codec for these bytes, with its score (about 1 is a natural text, under 0 is noise)."""
    hinted = codec_for(hint) if hint else None
    best, best_score = "cp1252", -9.0
    for codec in ((hinted,) if hinted and hinted not in STATEFUL | WIDE | {"utf-8"} else ()) + CANDIDATES:
        score = merit(sample, codec) + (0.15 if codec == hinted else 0.0)
        if score > best_score + 0.02:
            best, best_score = codec, score
    if best_score < 0.75:
        for codec in ("gb18030", "cp950", "cp932", "euc_jp", "cp949"):
            try:
                score = plausible_east_asian(sample.decode(codec), codec)
            except UnicodeDecodeError:
                continue
            if score > best_score + 0.1:
                best, best_score = codec, score
    return best, best_score


def merit(sample: bytes, codec: str) -> float:
    try:
        return plausibility(sample.decode(codec))
    except (UnicodeError, ValueError):
        return plausibility(sample.decode(codec, "replace")) - 0.3
