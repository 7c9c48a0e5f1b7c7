"""What happens on the IMAP server to mails that are kept here: marked, flagged, moved, deleted."""

from collections.abc import Iterable, Sequence
from typing import Any

from imap_tools import BaseMailBox, ImapToolsError
from imap_tools.utils import encode_folder

from opora.desk.models import AfterFetch, Mailbox
from opora.mail.doors.imap import can
from opora.mail.doors.visits.folders import listing, own_prefix, resolve

KEYWORD = "$Opora"
MARKS = {AfterFetch.SEEN: "\\Seen", AfterFetch.FLAG: "\\Flagged", AfterFetch.KEYWORD: KEYWORD}


class NotPutAway(Exception):
    """The server would not mark, move or delete; its words. The mails are kept here, it is tried at each visit."""


def put_away(box: BaseMailBox, mailbox: Mailbox, uids: Sequence[int]) -> bool:
    """Does with these mails of the open folder what the mailbox says; False when more has to be done about them at the
    next visit. Raises NotPutAway."""
    some = as_set(uids)
    try:
        if mailbox.after_fetch == AfterFetch.DELETE:
            return _delete(box, some)
        if mailbox.after_fetch == AfterFetch.MOVE and mailbox.move_to:
            _move(box, some, _destination(box, mailbox.move_to))
        else:
            mark = MARKS.get(AfterFetch(mailbox.after_fetch), MARKS[AfterFetch.SEEN])
            _say(box, "STORE", some, "+FLAGS.SILENT", f"({mark})")
    except ImapToolsError as error:
        raise NotPutAway(str(error)) from error
    return True


def as_set(uids: Iterable[int]) -> str:
    """UIDs as IMAP writes them: 1:50,52."""
    parts: list[list[int]] = []
    for uid in sorted(uids):
        if parts and uid == parts[-1][1] + 1:
            parts[-1][1] = uid
        else:
            parts.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in parts)


def _delete(box: BaseMailBox, some: str) -> bool:
    """Only these: EXPUNGE also takes what somebody else has marked as deleted and may still want back, so without
    UID EXPUNGE (RFC 4315) it is said only when there is nothing of theirs; False until then."""
    _say(box, "STORE", some, "+FLAGS.SILENT", "(\\Deleted)")
    if can(box, "UIDPLUS"):
        _say(box, "EXPUNGE", some)
        return True
    typ, data = box.client.uid("SEARCH", f"DELETED NOT UID {some}")
    if typ != "OK" or any(line and line.strip() for line in data):
        return False
    _check(*box.client.expunge())
    return True


def _move(box: BaseMailBox, some: str, where: str) -> None:
    if can(box, "MOVE"):
        _say(box, "MOVE", some, encode_folder(where))
        return
    _say(box, "COPY", some, encode_folder(where))
    _delete(box, some)


def _destination(box: BaseMailBox, name: str) -> str:
    """The folder on the server, made if it is not there."""
    listed = listing(box)
    there = resolve(listed, name)
    if any(one.name == there for one in listed):
        return there
    prefix, delimiter = own_prefix(box)
    wanted = prefix + (name.replace("/", delimiter) if delimiter else name)
    box.folder.create(wanted)
    return wanted


def _say(box: BaseMailBox, command: str, *words: Any) -> None:
    typ, data = box.client.uid(command, *words)
    _check(typ, data)


def _check(typ: str, data: Sequence[object]) -> None:
    if typ != "OK":
        said = data[0] if data else b""
        raise ImapToolsError(said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said))
