"""Finding mails in an open IMAP folder and reading their bytes, a bounded number of them at a time."""

import imaplib
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from imap_tools import BaseMailBox

from opora.mail.doors.visits.afterwards import as_set

GROUP_BYTES = 4 * 1024 * 1024
HEADER_BYTES = 1_000_000
_UID, _SIZE, _NUMBER = re.compile(rb"UID (\d+)"), re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb"\d+")
_FLAGS = re.compile(rb"FLAGS \(([^)]*)\)")


def search(box: BaseMailBox, *words: str) -> "array[int]":
    """The UIDs of mails like that, ascending, in eight bytes each; the criteria are kept simple, because some servers
    (Yandex) fail at others. One that can't search at all is asked for the flags of everything."""
    typ, data = box.client.uid("SEARCH", *words)
    if typ != "OK":
        return _by_flags(box, words)
    found = array("Q")
    for line in data:
        found.extend(int(number[0]) for number in _NUMBER.finditer(line or b""))
    return found if _ascends(found) else array("Q", sorted(set(found)))


def sizes(box: BaseMailBox, uids: Iterable[int]) -> dict[int, int]:
    """Bytes of each mail as the server says; what it does not say is left out."""
    _, data = _ask(box, as_set(uids), "(RFC822.SIZE)")
    found = {}
    for line in _lines(data):
        uid, size = _UID.search(line), _SIZE.search(line)
        if uid and size:
            found[int(uid[1])] = int(size[1])
    return found


def groups(uids: Iterable[int], size_of: dict[int, int]) -> Iterator[list[int]]:
    """Mails that are fetched by one command: few megabytes together, a large one alone."""
    group, together = list[int](), 0
    for uid in uids:
        size = size_of.get(uid, GROUP_BYTES)
        if group and together + size > GROUP_BYTES:
            yield group
            group, together = [], 0
        group.append(uid)
        together += size
    if group:
        yield group


def read(box: BaseMailBox, uids: Sequence[int]) -> dict[int, bytes]:
    """The raw mails by UID; one that the server does not give, however it is asked, is left out."""
    wanted = set(uids)
    found = {uid: raw for uid, raw in _bodies(box, uids, "(BODY.PEEK[])") if uid in wanted and raw}
    for uid in [uid for uid in uids if uid not in found]:
        # Alone, and then marked as read: Exchange gives its substitute for a mail that it can't show only so.
        for how in ("(BODY.PEEK[])", "(BODY[])") if len(uids) > 1 else ("(BODY[])",):
            raw = dict(_bodies(box, [uid], how)).get(uid)
            if raw:
                found[uid] = raw
                break
    return found


def read_header(box: BaseMailBox, uid: int) -> bytes:
    """The header of a mail, a megabyte at most; empty when the server does not give it."""
    return dict(_bodies(box, [uid], f"(BODY.PEEK[HEADER]<0.{HEADER_BYTES}>)")).get(uid, b"")


def _bodies(box: BaseMailBox, uids: Sequence[int], what: str) -> Iterator[tuple[int, bytes]]:
    typ, data = _ask(box, as_set(uids), what)
    if typ != "OK":
        return
    for part, following in zip(data, [*data[1:], None], strict=True):
        if isinstance(part, tuple):
            # Some write the UID before the text, some after it; a single mail is known without.
            uid = _UID.search(part[0]) or _UID.search(following if isinstance(following, bytes) else b"")
            if uid or len(uids) == 1:
                yield (int(uid[1]) if uid else uids[0]), bytes(part[1])


def _ask(box: BaseMailBox, some: str, what: str) -> tuple[str, list[Any]]:
    """FETCH; what an earlier one left behind, or the server told by itself, is not mixed with the answer."""
    box.client.untagged_responses.pop("FETCH", None)
    try:
        return box.client.uid("FETCH", some, what)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:  # BAD: to be tried otherwise, like NO
        return "BAD", []


def _lines(data: Iterable[Any]) -> Iterator[bytes]:
    for part in data:
        if part:
            yield b" ".join(part) if isinstance(part, tuple) else part


def _by_flags(box: BaseMailBox, words: Sequence[str]) -> "array[int]":
    rest, some = list(words), "1:*"
    if rest and rest[0] == "UID":
        some, rest = rest[1], rest[2:]
    typ, data = _ask(box, some, "(FLAGS)")
    if typ != "OK":
        raise imaplib.IMAP4.error(data[0] if data else "SEARCH")
    found = array("Q")
    for line in _lines(data):
        uid, flags = _UID.search(line), _FLAGS.search(line)
        if uid and not ("UNSEEN" in rest and flags and b"\\Seen" in flags[1]):
            found.append(int(uid[1]))
    return array("Q", sorted(found))


def _ascends(found: "array[int]") -> bool:
    return all(found[at] < found[at + 1] for at in range(len(found) - 1))
