"""The tree of MIME parts, read without copying bodies; bounded in depth and number, tolerant of broken boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from opora.mail.parsing.headers import Headers, split_headers
from opora.mail.parsing.parameters import parse_parameters
from opora.mail.parsing.problems import Problem, problem
from opora.mail.parsing.transfer import decode_transfer

MAX_DEPTH = 40
MAX_PARTS = 2000
GUESSED_BOUNDARY = re.compile(
    rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?:[A-Za-z][\w-]*:[^\r\n]*\r?\n"
    rb"|[ \t][^\r\n]*\r?\n){0,5}?"
    rb"(?i:content-)[\w-]+:",
    re.M,
)
TYPE = re.compile(r"^[\w!#$&^.+-]{1,127}/[\w!#$&^.+-]{1,127}$")


@dataclass(slots=True)
class Part:
    """One MIME part: its headers, where its body lies in `data`, its children."""

    data: bytes = field(repr=False)
    start: int
    end: int
    headers: Headers
    type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    disposition_parameters: dict[str, str] = field(default_factory=dict)
    children: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def main_type(self) -> str:
        return self.type.partition("/")[0]

    @property
    def name(self) -> str:
        """The file name: RFC 2231 before others, the disposition's before the type's; no folders."""
        name = self.disposition_parameters.get("filename") or self.parameters.get("name") or ""
        return name.replace("\\", "/").rpartition("/")[2].strip().strip('"')[:255]

    @property
    def content_id(self) -> str | None:
        return self.headers.text("content-id").strip("<> ") or None

    @property
    def charset(self) -> str:
        return self.parameters.get("charset", "")

    def body(self) -> bytes:
        """The decoded body; damage is noted in `problems`."""
        raw = self.data[self.start : self.end]
        if self.main_type == "multipart":
            return raw
        decoded, damage = decode_transfer(raw, self.headers.text("content-transfer-encoding"))
        if damage and damage not in self.problems:
            self.problems.append(damage)
        return decoded

    def walk(self) -> list[Part]:
        """This part and all below it, in order."""
        out, queue = list[Part](), [self]
        while queue:
            part = queue.pop()
            out.append(part)
            queue.extend(reversed(part.children))
        return out


@dataclass(slots=True)
class Budget:
    parts: int = MAX_PARTS


def read_structure(data: bytes) -> Part:
    """The whole mail as a tree. Mails inside mails stay unread (see `inner_mail`)."""
    if b"\r" in data[:20_000] and b"\n" not in data[:20_000]:
        data = data.replace(b"\r", b"\n")
    return _part(data, 0, len(data), 0, Budget(), "text/plain")


def inner_mail(part: Part) -> Part:
    """The mail inside a message/rfc822 part (or text/rfc822-headers)."""
    data = part.body()
    return read_structure(data.lstrip(b"\r\n") if data[:2].strip() == b"" else data)


def _part(data: bytes, start: int, end: int, depth: int, budget: Budget, default: str) -> Part:
    headers, body = split_headers(data, start, end, top=depth == 0)
    part = Part(data, body, end, headers, default)
    part.problems.extend(headers.problems)
    _read_type(part, default)
    if part.main_type == "multipart":
        _children(part, depth, budget)
    return part


def _read_type(part: Part, default: str) -> None:
    value, part.parameters = parse_parameters(part.headers.unfolded("content-type"))
    part.disposition, part.disposition_parameters = parse_parameters(
        part.headers.unfolded("content-disposition")
    )
    value = value.rstrip("/,")
    if TYPE.match(value):
        part.type = value
    elif value in ("text", "plain"):
        part.type = "text/plain"
    elif value in ("html", "text:html"):
        part.type = "text/html"
    elif part.parameters.get("boundary"):
        part.type = "multipart/mixed"
    elif value:
        part.problems.append(problem("type_unknown", type=ascii(value[:60]), used=default))


def _children(part: Part, depth: int, budget: Budget) -> None:
    if depth >= MAX_DEPTH:
        part.problems.append(problem("parts_deep", most=MAX_DEPTH))
        part.type = "application/octet-stream"
        return
    default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    spans = _spans(part)
    if spans is None:
        part.problems.append(problem("parts_unclear"))
        part.type = "text/plain"
        return
    for start, end in spans:
        if budget.parts <= 0:
            part.problems.append(problem("parts_many", most=MAX_PARTS))
            break
        budget.parts -= 1
        part.children.append(_part(part.data, start, end, depth + 1, budget, default))


def _spans(part: Part) -> list[tuple[int, int]] | None:
    """Where each child lies. A missing or wrong boundary is guessed from the first delimiter line."""
    boundary = part.parameters.get("boundary", "").encode("utf-8", "replace")
    spans = _cut(part, boundary) if boundary else []
    if not spans and boundary.strip(b"\"' ") not in (b"", boundary):
        spans = _cut(part, boundary.strip(b"\"' "))
    if spans:
        return spans
    guess = GUESSED_BOUNDARY.search(part.data[part.start : min(part.end, part.start + 100_000)])
    if not guess:
        return None
    spans = _cut(part, guess.group(1).strip())
    part.problems.append(problem("boundary_guessed"))
    return spans or None


def _cut(part: Part, boundary: bytes) -> list[tuple[int, int]]:
    data, mark = part.data, b"--" + boundary
    spans: list[tuple[int, int]] = []
    opened = -1
    for found, line_end, last in _delimiters(part, mark):
        if opened >= 0:
            spans.append((opened, max(opened, _before_newline(data, found, opened))))
        opened = -1 if last else min(line_end + 1, part.end)
        if last or len(spans) > MAX_PARTS:
            return spans
    if opened >= 0:
        part.problems.append(problem("boundary_open"))
        if opened < part.end:
            spans.append((opened, part.end))
    return spans


def _delimiters(part: Part, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Each delimiter line: where it begins, where it ends, whether it closes the multipart."""
    data, at = part.data, part.start
    while (found := data.find(mark, at, part.end)) >= 0:
        at = found + len(mark)
        if found > part.start and data[found - 1] not in (10, 13):
            continue
        line_end = data.find(b"\n", at, part.end)
        line_end = part.end if line_end < 0 else line_end
        rest = data[at : min(line_end, at + 100)].strip()
        if rest in (b"", b"--"):
            at = line_end
            yield found, line_end, rest == b"--"


def _before_newline(data: bytes, found: int, floor: int) -> int:
    if found - 1 >= floor and data[found - 1] == 10:
        return found - 2 if found - 2 >= floor and data[found - 2] == 13 else found - 1
    return found
