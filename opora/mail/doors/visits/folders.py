"""Which folders of an IMAP mailbox are meant, whatever the server calls them."""

import contextlib
import imaplib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from imap_tools import BaseMailBox
from imap_tools.imap_utf7 import utf7_decode

from opora.desk.models import AfterFetch, Mailbox
from opora.mail.doors.imap import can

# RFC 6154, and what servers said before it (XLIST).
SPECIAL = {
    "\\junk", "\\spam", "\\trash", "\\sent", "\\drafts", "\\all", "\\allmail", "\\archive", "\\flagged", "\\starred",
    "\\important",
}  # fmt: skip
CLOSED = {"\\noselect", "\\nonexistent"}
# Where the server does not say what its folders are for.
SPECIAL_NAMES = {
    "sent", "sent items", "sent messages", "sent mail", "drafts", "trash", "deleted items", "deleted messages", "junk",
    "junk e-mail", "junk email", "spam", "bulk mail", "outbox", "templates", "отправленные", "исходящие", "черновики",
    "корзина", "удаленные", "удалённые", "спам", "нежелательная почта", "шаблоны", "odeslaná pošta", "odeslané",
    "koncepty", "rozepsané", "koš", "odstraněná pošta", "nevyžádaná pošta", "надіслані", "чернетки", "кошик",
}  # fmt: skip
MOST = 500
_LINE = re.compile(
    rb'^\((?P<flags>[^)]*)\) (?:"(?P<delimiter>\\?.)"|NIL) ?(?P<name>.*)$', re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True)
class Listed:
    """A folder as the server lists it; flags in lower case."""

    name: str
    delimiter: str
    flags: frozenset[str]

    def is_below(self, other: str) -> bool:
        """Whether it is this folder or one inside it."""
        return self.name == other or bool(self.delimiter and self.name.startswith(other + self.delimiter))


def folders_of(box: BaseMailBox, mailbox: Mailbox) -> list[str]:
    """The folders to follow, as the server names them, each once; the first is the one that is watched live.

    A name that the server does not have stays as it is written: opening it says what is wrong.
    """
    written = [mailbox.folder or "INBOX", *mailbox.more_folders]
    if len(written) == 1 and written[0].upper() == "INBOX":
        return written
    listed, found = listing(box), list[str]()
    put_away = resolve(listed, mailbox.move_to) if mailbox.after_fetch == AfterFetch.MOVE else ""
    for name in written:
        found += _below(listed, name, put_away) if name.endswith("*") else [resolve(listed, name)]
    return list(dict.fromkeys(found))[:MOST]


def listing(box: BaseMailBox) -> list[Listed]:
    """All folders of the mailbox, with what they are for where the server tells (RFC 6154)."""
    words = ("RETURN", "(SPECIAL-USE)") if can(box, "SPECIAL-USE") else ()
    client = box.client
    typ, data = client._simple_command("LIST", '""', '"*"', *words)
    typ, data = client._untagged_response(typ, data, "LIST")
    if typ != "OK":
        raise imaplib.IMAP4.error(data[0])
    return [found for line in data if line and (found := _read(line))]


def resolve(listed: Iterable[Listed], name: str) -> str:
    """The folder's name on the server: with its delimiter instead of “/”, and below its prefix (“INBOX.”)."""
    names = {one.name: one for one in listed}
    if name in names:
        return name
    if name.upper() == "INBOX":
        return "INBOX"
    for one in names.values():
        wanted = name.replace("/", one.delimiter) if one.delimiter else name
        if one.name in {wanted, f"INBOX{one.delimiter}{wanted}"}:
            return one.name
    return name


def own_prefix(box: BaseMailBox) -> tuple[str, str]:
    """What own folders' names begin with, and the delimiter (RFC 2342); both may be empty."""
    if not can(box, "NAMESPACE"):
        return "", ""
    with contextlib.suppress(imaplib.IMAP4.error):
        _, data = box.client.namespace()
        found = re.match(rb'^\(\("(?P<prefix>[^"]*)" (?:"(?P<delimiter>[^"]+)"|NIL)', data[0] or b"")
        if found:
            return utf7_decode(found["prefix"]), (found["delimiter"] or b"").decode("ascii", "replace")
    return "", ""


def _below(listed: list[Listed], pattern: str, put_away: str) -> list[str]:
    """Folders that mails come into; what was sent, thrown away or is spam has to be named to be read."""
    above = resolve(listed, pattern.rstrip("*").rstrip("/.")) if pattern.rstrip("*/.") else ""
    told = any(one.flags & SPECIAL for one in listed)
    left_out = [one.name for one in listed if (one.flags & SPECIAL) or (not told and _sounds_special(one))]
    return [
        one.name
        for one in sorted(listed, key=lambda one: (one.name.upper() != "INBOX", one.name))
        if (not above or one.is_below(above))
        and not one.flags & CLOSED
        and not any(one.is_below(name) for name in [*left_out, *([put_away] if put_away else [])])
    ]


def _sounds_special(one: Listed) -> bool:
    last = one.name.rpartition(one.delimiter)[2] if one.delimiter else one.name
    return last.lower() in SPECIAL_NAMES


def _read(line: bytes | tuple[bytes, bytes]) -> Listed | None:
    """One line of an answer to LIST; a name may stand in quotes, bare, or as a literal beside it."""
    text, literal = line if isinstance(line, tuple) else (line, None)
    found = _LINE.match(text)
    if not found:
        return None
    name = found["name"] if literal is None else literal
    if literal is None and name.startswith(b'"') and name.endswith(b'"'):
        name = re.sub(rb"\\(.)", rb"\1", name[1:-1])
    delimiter = (found["delimiter"] or b"").decode("ascii", "replace")[-1:]
    flags = frozenset(found["flags"].decode("ascii", "replace").lower().split())
    try:
        return Listed(utf7_decode(name), delimiter, flags)
    except ValueError:  # a name that is no modified UTF-7 can't be said back to the server
        return None
