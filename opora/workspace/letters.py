"""A mail as a ticket shows it: its words among ours, or its frame; its pictures from elsewhere only when asked for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from opora.mail.models import IncomingMail
from opora.mail.public import (
    MOST_PICTURES,
    RemotePicture,
    carried,
    consent_of,
    framed,
    read_letter,
    remote_pictures,
    senders_with_pictures,
    signature_of,
    with_carried,
)
from opora.tickets.models import Attachment, AuthorRole, Channel, Message
from opora.workspace.routes import address

AddressOf = Callable[[Attachment], str]


@dataclass(frozen=True)
class ShownLetter:
    """`words`, `earlier`: harmless HTML. `frame_url`: the mail as it was sent; `is_open` where it is shown at once.

    `pictures` and `trackers`: how many lie elsewhere; `are_shown` whether they are fetched now, `sender` whose they
    are, `is_always` whether somebody said once for all that this sender's are.
    """

    pk: int
    words: SafeString | str = ""
    earlier: SafeString | str = ""
    frame_url: str = ""
    is_open: bool = False
    pictures: int = 0
    trackers: int = 0
    are_shown: bool = False
    sender: str = ""
    is_always: bool = False
    ask_url: str = ""
    inside: frozenset[str] = frozenset()

    @property
    def frame_key(self) -> str:
        """Names the frame on the page; with pictures it is another one."""
        return f"mail-{self.pk}-{'pictures' if self.are_shown else 'bare'}"


def is_letter(row: Message) -> bool:
    """Whether somebody else's mail program made the HTML of a message."""
    return row.author_role == AuthorRole.CUSTOMER and row.channel == Channel.MAIL and bool(row.html)


def always_shown(rows: Iterable[Message], mails: dict[int, IncomingMail]) -> set[str]:
    """Of the senders of these messages those whose pictures are always shown. No query where no mail has any."""
    senders = {mails[row.pk].from_email for row in rows if "data-src=" in row.html and row.pk in mails}
    return senders_with_pictures(senders) if senders else set()


def shown_letter(
    row: Message,
    files: Sequence[Attachment],
    address_of: AddressOf,
    *,
    shown: str,
    rest: str,
    sender: str = "",
    is_always: bool = False,
    wish: bool = False,
    on_paper: bool = False,
) -> ShownLetter:
    """The mail of a message. `wish`: somebody asked for its pictures just now; `on_paper`: without frames."""
    reading = read_letter(row.html, shown, rest)
    found = remote_pictures(row.html)
    pictures = [one for one in found[:MOST_PICTURES] if not one.is_tracker]
    are_shown = bool(pictures) and (wish or is_always)
    is_open = not on_paper and (are_shown or reading.is_designed)
    addresses = {file.content_id: address_of(file) for file in files if file.content_id}
    return ShownLetter(
        pk=row.pk,
        words=mark_safe(with_carried(reading.words, addresses.get)),
        earlier=mark_safe(with_carried(reading.earlier, addresses.get)),
        frame_url=frame_url(row, with_pictures=are_shown),
        is_open=is_open,
        pictures=len(pictures),
        trackers=sum(one.is_tracker for one in found),
        are_shown=are_shown,
        sender=sender,
        is_always=is_always,
        ask_url=address("pictures", row.ticket_id, row.pk) if found else "",
        inside=frozenset(carried(row.html if is_open else reading.words + reading.earlier)),
    )


def frame_url(row: Message, *, with_pictures: bool) -> str:
    """Where the frame of a mail gets it from; the address with pictures can't be guessed."""
    bare = address("original", row.ticket_id, row.pk)
    return f"{bare}?{urlencode({'pictures': consent_of(row.pk)})}" if with_pictures else bare


def document(row: Message, files: Sequence[Attachment], address_of: AddressOf, *, with_pictures: bool) -> str:
    """The frame's document."""
    addresses = {file.content_id: address_of(file) for file in files if file.content_id}
    found = remote_pictures(row.html) if with_pictures else []
    return framed(row.html, addresses.get, lambda place: _picture_url(row, found, place))


def _picture_url(row: Message, found: Sequence[RemotePicture], place: int) -> str | None:
    if place >= min(len(found), MOST_PICTURES) or found[place].is_tracker:
        return None
    signature = signature_of(row.pk, place, found[place].url)
    return reverse("workspace:picture", args=[row.pk, place, signature])
