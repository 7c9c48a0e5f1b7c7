"""A request as its customers see it: messages, their own notes, and the few changes that concern them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from opora.events.models import Audience, Event
from opora.people.models import Person
from opora.tickets.models import Attachment, AuthorRole, Channel, Message, MessageKind, Status, Ticket
from opora.tickets.public import clean, shown_to_customers, with_pictures

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True)
class ShownFile:
    """An attachment as a chip."""

    name: str
    url: str
    size: int
    is_picture: bool


@dataclass(frozen=True)
class Entry:
    """One place in the time line: a message, or in `words` alone a change. `look`: customer, agent, side, change."""

    at: datetime
    look: str
    who: str
    key: object = ""
    pk: int = 0
    is_own: bool = False
    html: SafeString | str = ""
    text: str = ""
    files: Sequence[ShownFile] = ()
    remarks: Sequence[str] = ()
    words: str = ""


def of(ticket: Ticket, person: Person, key: str, desk: str) -> list[Entry]:
    """The time line, oldest first: three queries. `desk` stands for whoever answers without a name."""
    rows = visible_messages(ticket).select_related("author").prefetch_related("attachments__blob")
    entries = [_message(row, ticket, person, key, desk) for row in rows]
    entries += [_change(event) for event in _changes(ticket)]
    return _without_to_and_fro(sorted(entries, key=lambda entry: entry.at))


def _without_to_and_fro(entries: list[Entry]) -> list[Entry]:
    """Of changes that follow each other only the last: where it stood in between interests nobody."""
    followed = zip(entries, [*entries[1:], None], strict=True)
    return [
        entry
        for entry, after in followed
        if entry.look != "change" or after is None or after.look != "change"
    ]


def visible_messages(ticket: Ticket) -> Any:
    """Everything but staff notes, whoever looks: here even staff see what customers see."""
    return shown_to_customers(ticket)


def _message(row: Message, ticket: Ticket, person: Person, key: str, desk: str) -> Entry:
    files = list(row.attachments.all())
    mailed = row.author_role == AuthorRole.CUSTOMER and row.channel == Channel.MAIL
    html = "" if mailed else _html(row, files, ticket, key)
    return Entry(
        at=row.at,
        look="side" if row.kind == MessageKind.CUSTOMER_NOTE else ("agent" if row.by_staff else "customer"),
        who=_who(row, desk),
        key=row.author_id or "",
        pk=row.pk,
        is_own=row.author_id == person.pk,
        html=html,
        text="" if html else (row.visible or row.text).strip(),
        files=[_file(file, ticket, key) for file in files if not file.is_inline or mailed],
        remarks=[_remark(remark) for remark in row.remarks if remark.get("code") == "file_too_large"],
    )


def _who(row: Message, desk: str) -> str:
    if row.by_staff:
        return row.author.name if row.author and row.author.name else desk
    return row.author.called if row.author else _("somebody who is not here any more")


def _html(row: Message, files: Sequence[Attachment], ticket: Ticket, key: str) -> SafeString | str:
    if not row.html:
        return ""
    addresses = {file.content_id: file_url(file, ticket, key) for file in files if file.content_id}
    return mark_safe(with_pictures(clean(row.html), addresses.get))


def _file(file: Attachment, ticket: Ticket, key: str) -> ShownFile:
    return ShownFile(file.name, file_url(file, ticket, key), file.blob.size, file.type in PICTURES)


def file_url(file: Attachment, ticket: Ticket, key: str) -> str:
    """Where the holder of the key gets the file."""
    return reverse("portal:file", args=[ticket.pk, key, file.pk, file.name])


def _remark(remark: dict[str, Any]) -> str:
    words = {"name": remark.get("name", ""), "size": round(int(remark.get("size", 0)) / 1024 / 1024, 1)}
    return _("“%(name)s” (%(size)s MB) was too large and was not kept.") % words


def _changes(ticket: Ticket) -> list[Event]:
    """Status changes that mean something to a customer: solved, closed, open again."""
    told = Event.objects.filter(ticket=ticket.pk, kind="ticket.status_changed", audience=Audience.PUBLIC)
    return [event for event in told.order_by("id") if _words(event)]


def _change(event: Event) -> Entry:
    return Entry(at=event.at, look="change", who="", words=_words(event))


def _words(event: Event) -> str:
    before, after = event.data.get("before"), event.data.get("after")
    ended = {Status.SOLVED, Status.CLOSED}
    if after == Status.SOLVED:
        return _("Solved.")
    if after == Status.CLOSED:
        return _("Closed.")
    return _("Open again.") if before in ended else ""


def status_words(ticket: Ticket) -> tuple[str, str]:
    """The status in a customer's words, and its tone. A third party that we wait for is our business: it is “open”."""
    told = {
        Status.NEW: (_("we have it"), "wait"),
        Status.PENDING: (_("we wait for your answer"), "soon"),
        Status.SOLVED: (_("solved"), "done"),
        Status.CLOSED: (_("closed"), ""),
    }
    return told.get(Status(ticket.status), (_("we are working on it"), "wait"))
