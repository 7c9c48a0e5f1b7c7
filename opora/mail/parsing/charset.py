"""Bytes to text, also when the charset label is wrong, unknown or missing: labels are checked against the content."""

from __future__ import annotations

import re

from opora.mail.parsing.charset_guess import HIGH, better_charset, guess, merit, telling
from opora.mail.parsing.charset_names import MULTIBYTE, STATEFUL, VAGUE, WIDE, codec_for
from opora.mail.parsing.plausibility import plausibility
from opora.mail.parsing.problems import Problem, problem
from opora.mail.parsing.twice_encoded import once

UTF8_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, label: str = "", hint: str = "") -> tuple[str, Problem | None]:
    """The text of `data`, and what was repaired (None where the label was right).

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


def _escaped(data: bytes) -> tuple[str, Problem | None]:
    codec = "iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext"
    return data.decode(codec, "replace"), problem("charset_missing", used=codec.replace("_ext", ""))


def _unknown(label: str, used: str) -> Problem:
    return problem("charset_unknown", label=ascii(label[:40]), used=used)


def _wrong(label: str, used: str) -> Problem:
    return problem("charset_wrong", label=ascii(label[:40]), used=used)


def _announced(data: bytes, codec: str, label: str) -> tuple[str, Problem | None]:
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
            return text, _wrong(label, "utf-8" if _valid_utf8(data) else guess(data, "")[1])
        return data.decode(codec, "replace"), _broken(label)


def _valid_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(data: bytes, codec: str | None) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    few = len(UTF8_RUN.findall(data[:20])) <= 2 and len(data) < 200 and len(HIGH.findall(data)) <= 6
    if codec in MULTIBYTE:
        return not few
    return not (
        few and codec not in (None, "cp1252", "utf-8") and merit(data, codec) > plausibility(text) - 0.2
    )


def _utf8(data: bytes, codec: str | None, label: str, hint: str) -> tuple[str, Problem | None]:
    try:
        text = data.decode("utf-8")
        if (proper := once(text)) is not None:
            return proper.removeprefix("\ufeff"), problem("utf8_twice")
        wrong = codec != "utf-8" and bool(label) and label.strip().lower() not in VAGUE
        return text.removeprefix("\ufeff"), _wrong(label, "utf-8") if wrong else None
    except UnicodeDecodeError:
        pass
    whole = sum(len(run) for run in UTF8_RUN.findall(data))
    if whole * 4 < len(HIGH.findall(data)):
        text, used = guess(data, hint)
        return text, _wrong(label, used)
    return _mixed(data, hint), problem("utf8_broken")


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
                out.append(guess(line, hint)[0])
            else:
                out.append(line.decode("utf-8", "replace"))
    return "\n".join(out)


def _single(data: bytes, codec: str | None, label: str, hint: str) -> tuple[str, Problem | None]:
    """A legacy charset: trust the label unless its reading is clearly worse than another one."""
    if codec is None:
        text, used = guess(data, hint)
        known = label.strip().lower() in VAGUE
        return text, problem("charset_missing", used=used) if known else _unknown(label, used)
    try:
        text, broken = data.decode(codec), False
    except (UnicodeError, ValueError):
        text, broken = data.decode(codec, "replace"), True
    if codec in MULTIBYTE and (not broken or text.count("\ufffd") * 20 < len(text)):
        return text, _broken(label) if broken else None
    better = better_charset(telling(data), codec, broken)
    if better:
        return data.decode(better, "replace"), _wrong(label, better)
    return text, _broken(label) if broken else None


def _broken(label: str) -> Problem:
    return problem("charset_broken", label=ascii(label[:40]))
