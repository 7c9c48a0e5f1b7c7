"""Bytes to text, also when the charset label is wrong, unknown or missing: labels are checked against the content."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from itertools import islice

from opora.mail.parsing.charset_names import ALIASES
from opora.mail.parsing.plausibility import plausibility, plausible_east_asian

VAGUE = frozenset(
    {
        "",
        "us-ascii",
        "ascii",
        "ansi_x3.4-1968",
        "x-unknown",
        "unknown",
        "unknown-8bit",
        "8bit",
        "default",
        "x-user-defined",
        "7bit",
        "binary",
        "none",
        "ansi",
    }
)
REFUSED = frozenset(
    {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
        "unicode-escape",
        "raw-unicode-escape",
        "charmap",
    }
)
MULTIBYTE = frozenset({"gb18030", "cp950", "big5hkscs", "cp949", "cp932", "euc_jp", "johab"})
STATEFUL = frozenset(
    {"iso2022_jp_ext", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"}
)
WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
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
UTF8_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
MIXED = re.compile("[A-Za-z][\u0400-\u045f]|[\u0400-\u045f][A-Za-z]")
CONTROLS = re.compile("[\x80-\x9f\ufffd]")


@lru_cache(maxsize=512)
def codec_for(label: str) -> str | None:
    """Python codec for a charset label of a mail; None for vague, unknown or unsafe ones."""
    name = label.strip().strip("\"'").lower().replace(" ", "")
    if name in VAGUE or len(name) > 40 or not name.isascii():
        return None
    name = ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if info.name in REFUSED or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name if info.name not in ("iso8859-1", "ascii", "latin-1") else "cp1252"


def decode(data: bytes, label: str = "", hint: str = "") -> tuple[str, str | None]:
    """The text of `data`, and a sentence about the repair (None where the label was right).

    `hint` is another charset of the same mail: it wins a tie where `label` says nothing.
    """
    codec = codec_for(label) if label else None
    if data.isascii() and codec not in STATEFUL and codec not in WIDE:
        if b"\x1b$" in data:
            return _escaped(data)
        return data.decode("ascii"), None if codec or label.strip().lower() in VAGUE else _unknown(
            label, "ascii"
        )
    if codec in STATEFUL or codec in WIDE:
        return _announced(data, codec, label)
    if codec == "utf-8" or _is_utf8(data, codec):
        return _utf8(data, codec, label, hint)
    return _single(data, codec, label, hint)


def _escaped(data: bytes) -> tuple[str, str | None]:
    codec = "iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext"
    return data.decode(codec, "replace"), f"no charset was named; read as {codec.replace('_ext', '')}"


def _unknown(label: str, used: str) -> str:
    return f"unknown charset {label[:40]!a}; read as {used}"


def _announced(data: bytes, codec: str, label: str) -> tuple[str, str | None]:
    """Charsets that announce themselves by escapes or byte pairs: right or not at all."""
    if (
        codec in WIDE
        and b"\x00" not in data
        and data[:2] not in (b"\xff\xfe", b"\xfe\xff")
        and not HIGH.search(data)
    ):
        return decode(data)
    try:
        return data.decode(codec), None
    except (UnicodeError, ValueError):
        if HIGH.search(data):
            text, _ = decode(data)
            return text, f"charset {label[:40]!a} was wrong"
        return data.decode(
            codec, "replace"
        ), f"broken {label[:40]!a} text; unreadable characters were replaced"


def _is_utf8(data: bytes, codec: str | None) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    few = len(UTF8_RUN.findall(data[:20])) <= 2 and len(data) < 200 and len(HIGH.findall(data)) <= 6
    if codec in MULTIBYTE:
        return not few
    return not (
        few and codec not in (None, "cp1252", "utf-8") and _score(data, codec) > plausibility(text) - 0.2
    )


def _utf8(data: bytes, codec: str | None, label: str, hint: str) -> tuple[str, str | None]:
    try:
        text = data.decode("utf-8")
        wrong = codec != "utf-8" and bool(label) and label.strip().lower() not in VAGUE
        return text.removeprefix(
            "\ufeff"
        ), f"charset {label[:40]!a} was wrong; read as utf-8" if wrong else None
    except UnicodeDecodeError:
        pass
    whole = sum(len(run) for run in UTF8_RUN.findall(data))
    if whole * 4 < len(HIGH.findall(data)):
        text, used = _guess(data, hint)
        return text, f"charset {label[:40]!a} was wrong; read as {used}"
    return _mixed(data, hint), "broken utf-8; unreadable bytes were read line by line"


def _mixed(data: bytes, hint: str) -> str:
    """Mostly UTF-8, some lines not: those are guessed (at most 200 of them), as when a footer was glued on."""
    lines = data.split(b"\n")
    guessed = 0
    out: list[str] = []
    for line in lines:
        try:
            out.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            guessed += 1
            known = sum(len(run) for run in UTF8_RUN.findall(line))
            if guessed <= 200 and known * 4 < len(HIGH.findall(line)) * 3:
                out.append(_guess(line, hint)[0])
            else:
                out.append(line.decode("utf-8", "replace"))
    return "\n".join(out)


def _sample(data: bytes) -> bytes:
    """Enough lines with non-ASCII bytes to judge by."""
    if len(data) <= SAMPLE // 2:
        return data
    first = HIGH.search(data)
    start = max(0, first.start() - 200) if first else 0
    window = data[start : start + 200_000]
    picked = b"\n".join(match.group()[:2000] for match in islice(NON_ASCII_LINE.finditer(window), 60))
    return picked[:SAMPLE]


def _single(data: bytes, codec: str | None, label: str, hint: str) -> tuple[str, str | None]:
    """A legacy charset: trust the label unless its reading is clearly worse than another one."""
    if codec is None:
        text, used = _guess(data, hint)
        known = label.strip().lower() in VAGUE
        return text, f"no charset was named; read as {used}" if known else _unknown(label, used)
    try:
        text, broken = data.decode(codec), False
    except (UnicodeError, ValueError):
        text, broken = data.decode(codec, "replace"), True
    if codec in MULTIBYTE and (not broken or text.count("\ufffd") * 20 < len(text)):
        return text, _broken(label) if broken else None
    better = _better(_sample(data), codec, broken)
    if better:
        return data.decode(better, "replace"), f"charset {label[:40]!a} was wrong; read as {better}"
    return text, _broken(label) if broken else None


def _broken(label: str) -> str:
    return f"broken {label[:40]!a} text; unreadable characters were replaced"


def _better(sample: bytes, codec: str, broken: bool) -> str | None:
    """Another charset than the labelled one, if the content speaks for it beyond doubt; short texts hardly ever do."""
    evidence = len(HIGH.findall(sample))
    score = _score(sample, codec)
    if (rival := _rival(sample, codec, score, evidence)) is not None:
        return rival
    if score >= (0.95 if codec in CYRILLIC else 0.7) or evidence < 3:
        return None
    if broken and codec in MULTIBYTE:
        return _best(sample, "")[0]
    said = sample.decode(codec, "replace")
    nonsense = broken or bool(CONTROLS.search(said))
    others = [
        other for other in USUAL if other != codec and (nonsense or evidence >= _needed(codec, other, said))
    ]
    if not others:
        return None
    best, best_score = max(((other, _score(sample, other)) for other in others), key=lambda pair: pair[1])
    if best_score <= max(0.6, score + (0.5 if codec in CYRILLIC else 0.3)):
        return None
    return _rival(sample, best, best_score, evidence) or best


def _rival(sample: bytes, codec: str, score: float, evidence: int) -> str | None:
    """The twin of a charset (few letters differ) when it reads better."""
    rival = RIVALS.get(codec)
    if rival and evidence >= RIVAL_EVIDENCE[rival] and _score(sample, rival) > max(0.7, score + 0.04):
        return rival
    return None


def _needed(codec: str, other: str, said: str) -> int:
    """How many bytes outside ASCII it takes to prefer `other` to the labelled `codec`, which reads `said`."""
    if other in CYRILLIC:
        return 8 if codec in CYRILLIC else 6
    if codec in CYRILLIC:
        return 5 if MIXED.search(said) else 1000
    return 3


def _guess(data: bytes, hint: str) -> tuple[str, str]:
    sample = _sample(data)
    best, _ = _best(sample, hint)
    return data.decode(best, "replace"), best


def _best(sample: bytes, hint: str) -> tuple[str, float]:
    """The most plausible codec for these bytes, with its score (about 1 is a natural text, under 0 is noise)."""
    hinted = codec_for(hint) if hint else None
    best, best_score = "cp1252", -9.0
    for codec in ((hinted,) if hinted and hinted not in STATEFUL | WIDE | {"utf-8"} else ()) + CANDIDATES:
        score = _score(sample, codec) + (0.15 if codec == hinted else 0.0)
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


def _score(sample: bytes, codec: str) -> float:
    try:
        return plausibility(sample.decode(codec))
    except (UnicodeError, ValueError):
        return plausibility(sample.decode(codec, "replace")) - 0.3
