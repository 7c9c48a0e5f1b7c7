"""The new text of a reply: quoted history and signature folded away, inline answers kept."""

from __future__ import annotations

from dataclasses import dataclass

from opora.mail.parsing.attribution import (
    RULER,
    attribution_length,
    header_kind,
    is_header_block,
    is_separator,
    is_sure,
    is_weak,
)
from opora.mail.parsing.html_text import ATTRIBUTION, HISTORY, MARKS, SIGNATURE
from opora.mail.parsing.signature import is_mobile_line, signature_start

MAX_LINES = 6_000
MAX_SIGNATURE_LINES = 25


@dataclass(frozen=True, slots=True)
class Visible:
    """A mail's text in three: what is new, the history below (or above) it, the signature."""

    reply: str
    quoted: str = ""
    signature: str = ""


def visible(text: str) -> Visible:
    """Splits `text`; whatever is doubtful stays in the reply. A mail of nothing but history stays whole."""
    lines = [line.rstrip() for line in text.split("\n")]
    head, rest = lines[:MAX_LINES], lines[MAX_LINES:]
    dropped: set[int] = set()
    first, end = _history(head, dropped)
    new = [line for at, line in enumerate(head[first:end], start=first) if at not in dropped]
    new += rest if end == len(head) else []
    quoted = head[:first] + [line for at, line in enumerate(head) if at in dropped] + head[end:]
    quoted += rest if end < len(head) else []
    start = _marked_signature(new)
    start = signature_start(new) if start is None else start
    signature = new[start:] if start is not None else []
    if start is not None and any(_meaningful(line) for line in new[:start]):
        new = new[:start]
    else:
        signature = _signature_below(quoted)
    reply = _joined(new)
    if not reply.strip("> \n"):
        return Visible(_joined(lines))
    return Visible(reply, _joined(quoted), _joined(signature))


def without_signature(seen: Visible, signature: str) -> Visible:
    """`seen` without `signature` (known from another form of the mail) where its reply ends with these very words."""
    words = _squeezed(signature)
    lines = seen.reply.split("\n")
    for at in range(len(lines) - 1, max(0, len(lines) - MAX_SIGNATURE_LINES), -1):
        below = _squeezed("\n".join(lines[at:]))
        if below == words and any(map(_meaningful, lines[:at])):
            return Visible(_joined(lines[:at]), seen.quoted, "\n".join(lines[at:]))
        if len(below) > len(words) + 5:
            break
    return seen


def without_name(seen: Visible, name: str) -> Visible:
    """`seen` without the author's bare name at its end, where only a phone's line follows it."""
    lines = seen.reply.split("\n")
    if (
        not name
        or not is_mobile_line(seen.signature.partition("\n")[0])
        or _squeezed(lines[-1]) != _squeezed(name)
    ):
        return seen
    if len(lines) < 3 or lines[-2].strip():
        return seen
    return Visible(_joined(lines[:-1]), seen.quoted, f"{lines[-1]}\n{seen.signature}")


def _squeezed(text: str) -> str:
    """Only letters and digits: the forms of a mail differ in spaces, stars and dashes."""
    return "".join(filter(str.isalnum, text))


def _signature_below(quoted: list[str]) -> list[str]:
    """A "-- " signature under the history (who answers on top may sign at the bottom)."""
    for at in range(len(quoted) - 1, max(-1, len(quoted) - 15), -1):
        if _is_quote(quoted[at]):
            break
        if quoted[at].strip() == "--":
            return quoted[at:]
    return []


def _joined(lines: list[str]) -> str:
    text = MARKS.sub("", "\n".join(line for line in lines if not (line and MARKS.sub("", line) == "")))
    return text.strip("\n").rstrip()


def _marked_signature(lines: list[str]) -> int | None:
    """Where a signature begins that the HTML marks as one; the "-- " above it belongs to it."""
    last_quote = max((at for at, line in enumerate(lines) if _is_quote(line)), default=-1)
    start = next((at for at in range(last_quote + 1, len(lines)) if lines[at].strip() == SIGNATURE), None)
    while start and not _meaningful(lines[start - 1]):
        start -= 1
    return start


def _meaningful(line: str) -> bool:
    return bool(MARKS.sub("", line).strip(" \t-_=*>\xa0"))


def _is_quote(line: str) -> bool:
    return line.lstrip(" ").startswith((">", "|>")) and len(line) - len(line.lstrip(" ")) < 4


def _history(lines: list[str], dropped: set[int]) -> tuple[int, int]:
    """The span of new text: (first line, line after the last); attributions among inline answers go to `dropped`."""
    at, count = 0, len(lines)
    while at < count:
        line = lines[at]
        if HISTORY in line or is_separator(line) or is_header_block(lines, at):
            if _meaningful_before(lines, at):
                return 0, _trim(lines, at)
            if HISTORY in line and not any(map(_meaningful, lines[:at])):
                at += 1
                continue
            return 0, count
        length = 1 if line.strip() == ATTRIBUTION else attribution_length(lines, at)
        if length:
            span = _after_attribution(lines, at, length)
            if span is not None:
                return span
            if _introduces(lines, at, length):
                dropped.update(range(at, at + length))
            at += length
            continue
        at += 1
    return 0, _trim(lines, _trailing_quote(lines))


def _introduces(lines: list[str], at: int, length: int) -> bool:
    """Whether an attribution among inline answers is one beyond doubt, so that it may be folded away."""
    if (
        is_weak(lines[at : at + length])
        and lines[at].strip() != ATTRIBUTION
        and _meaningful_before(lines, at)
    ):
        return False
    if lines[at].strip() == ATTRIBUTION or is_sure(lines[at : at + length]):
        return True
    below = _skip_blank(lines, at + length)
    return below < len(lines) and _is_quote(lines[below])


def _meaningful_before(lines: list[str], at: int) -> bool:
    return any(_meaningful(line) for line in lines[:at])


def _after_attribution(lines: list[str], at: int, length: int) -> tuple[int, int] | None:
    """What an attribution means: history to the end; or one quote above the answer; or inline answers (None)."""
    below = at + length
    if lines[at].strip() == ATTRIBUTION:
        below = _past_attribution_text(lines, at)
    first = _skip_blank(lines, below)
    if first >= len(lines):
        return (0, _trim(lines, at)) if _meaningful_before(lines, at) else None
    quoted_itself = _is_quote(lines[at])
    if not _is_quote(lines[first]) and not quoted_itself:
        if lines[at].strip() != ATTRIBUTION and not is_sure(lines[at : at + length]):
            return None
        return (0, _trim(lines, at)) if _meaningful_before(lines, at) else None
    end = _quote_end(lines, first)
    answer = _answer_after(lines, end)
    if answer is None:
        return (0, _trim(lines, at)) if _meaningful_before(lines, at) else None
    if _meaningful_before(lines, at) or any(_is_quote(line) for line in lines[answer:]):
        return None
    return answer, len(lines)


def _past_attribution_text(lines: list[str], at: int) -> int:
    """After an HTML mark the attribution is the text up to the quote, a few lines at most."""
    for below in range(at + 1, min(at + 6, len(lines))):
        if _is_quote(lines[below]):
            return below
    return min(at + 2, len(lines))


def _skip_blank(lines: list[str], at: int) -> int:
    while at < len(lines) and not _meaningful(lines[at]) and not _is_quote(lines[at]):
        at += 1
    return at


def _quote_end(lines: list[str], at: int) -> int:
    """The line after a block of quote lines; a lone wrapped line inside it belongs to it."""
    while at < len(lines):
        if _is_quote(lines[at]):
            at += 1
        elif not lines[at].strip() and _is_quote(lines[min(_skip_blank(lines, at), len(lines) - 1)]):
            at = _skip_blank(lines, at)
        elif (
            lines[at].strip()
            and at + 1 < len(lines)
            and _is_quote(lines[at + 1])
            and _is_quote(lines[at - 1])
            and len(lines[at - 1]) > 55
            and len(lines[at]) < 30
        ):
            at += 1
        else:
            break
    return at


def _answer_after(lines: list[str], at: int) -> int | None:
    """The first new line after a quote when it is more than a signature."""
    first = _skip_blank(lines, at)
    if first >= len(lines):
        return None
    rest = lines[at:]
    start = signature_start(["x", *rest])
    if start is not None and not any(_meaningful(line) for line in rest[: start - 1]):
        return None
    return first


def _trailing_quote(lines: list[str]) -> int:
    """Where quote lines (and blanks and a signature) begin that run to the end of the mail; else the end."""
    end = len(lines)
    while end > 0 and not _meaningful(lines[end - 1]) and not _is_quote(lines[end - 1]):
        end -= 1
    start = end
    while start > 0 and (_is_quote(lines[start - 1]) or not lines[start - 1].strip()):
        start -= 1
    return start if start > 0 and any(_is_quote(line) for line in lines[start:end]) else len(lines)


def _trim(lines: list[str], at: int) -> int:
    """Rulers and blanks just above the history belong to it."""
    while at > 0 and (
        not lines[at - 1].strip() or RULER.match(lines[at - 1]) or lines[at - 1].strip() in ("*", ">")
    ):
        at -= 1
    return _trim_headers(lines, at)


def _trim_headers(lines: list[str], at: int) -> int:
    """To and Subject lines under a ruler, which some web mailers put above the attribution, go with it."""
    above = at
    while above > 0 and at - above < 5 and header_kind(lines[above - 1]) in ("to", "cc", "subject"):
        above -= 1
    return _trim(lines, above) if 0 < above < at and RULER.match(lines[above - 1]) else at
