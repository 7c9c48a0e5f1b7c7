"""The time line of a ticket: messages, notes and changes in one order, as its template wants them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from opora.events.models import Event
from opora.events.public import Names
from opora.mail.models import IncomingMail
from opora.mail.public import incoming_of
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.models import Attachment, AuthorRole, Channel, Message, MessageKind, Ticket
from opora.tickets.public import clean, events_for_staff, files_of, messages_for_staff, with_pictures
from opora.workspace import correspondence, invitations, leaving, letters
from opora.workspace.conversation.changes import references, shown_changes
from opora.workspace.conversation.shown import LONGEST_KEPT, Entry, ShownFile, ShownMessage
from opora.workspace.routes import address
from opora.workspace.tracing import remark_words

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LOOKS = {MessageKind.NOTE.value: "note", MessageKind.CUSTOMER_NOTE.value: "side"}


def of(
    ticket: Ticket, person: Person, *, may_undo: bool, wish: int | None = None, on_paper: bool = False
) -> list[Entry]:
    """The whole time line, oldest first. Queries: messages, files, events, names (one a sort), mails out and in.

    `wish`: the message whose pictures somebody asked for just now; `on_paper`: nothing that only a screen can show.
    """
    messages, events = messages_for_staff(ticket), events_for_staff(ticket)
    names = _names(messages, events)
    told = _messages(messages, Actor.of(person), names, wish=wish, on_paper=on_paper)
    changes = shown_changes(events, names, may_undo=may_undo)
    entries = [*(Entry(row.at, row) for row in told), *(Entry(row.at, events=(row,)) for row in changes)]
    return _gathered(sorted(entries, key=lambda entry: entry.at))


def _gathered(entries: Iterable[Entry]) -> list[Entry]:
    gathered: list[Entry] = []
    for entry in entries:
        if entry.events and gathered and gathered[-1].events:
            before = gathered.pop()
            gathered.append(Entry(before.at, events=(*before.events, *entry.events)))
        else:
            gathered.append(entry)
    return gathered


def newest_public(entries: Iterable[Entry]) -> int:
    """The id of the newest message that both sides see: whoever answers has seen so much."""
    told = (entry.message for entry in entries if entry.message is not None)
    return max((message.pk for message in told if message.is_public), default=0)


def _names(messages: Sequence[Message], events: Sequence[Event]) -> Names:
    authors = [("person", row.author_id) for row in messages if row.author_id]
    return Names([*authors, *references(events)])


def shown_messages(ticket: Ticket, person: Person, *, wish: int | None = None) -> list[ShownMessage]:
    """The messages that this member of staff reads."""
    rows = messages_for_staff(ticket)
    return _messages(rows, Actor.of(person), _names(rows, ()), wish=wish)


def _messages(
    rows: Sequence[Message], actor: Actor, names: Names, *, wish: int | None = None, on_paper: bool = False
) -> list[ShownMessage]:
    files, deliveries, mails = files_of(rows), correspondence.deliveries(rows), incoming_of(rows)
    always = letters.always_shown(rows, mails)
    shown = []
    for row in rows:
        mail, own = mails.get(row.pk), files.get(row.pk, [])
        letter = _letter(row, own, mail, always, wish=wish == row.pk, on_paper=on_paper)
        who = names.of("person", row.author_id) if row.author_id else label_of(AuthorRole, row.author_role)
        delivery = deliveries.get(row.pk, correspondence.NOTHING)
        shown.append(_message(row, who, own, delivery, mail, letter, leaving.of(row, actor)))
    return shown


def _letter(
    row: Message,
    files: Sequence[Attachment],
    mail: IncomingMail | None,
    always: set[str],
    *,
    wish: bool,
    on_paper: bool,
) -> letters.ShownLetter | None:
    if not letters.is_letter(row):
        return None
    sender = sender_of(row, mail)
    return letters.shown_letter(
        row,
        files,
        file_url,
        shown=_visible(row),
        rest=_rest(row),
        sender=sender,
        is_always=bool(sender) and sender in always,
        wish=wish,
        on_paper=on_paper,
    )


def sender_of(row: Message, mail: IncomingMail | None) -> str:
    """The address a mail came from; empty where nobody sent it or its sender may be invented."""
    is_doubtful = any(remark.get("code") == "unproven_sender" for remark in row.remarks)
    return "" if mail is None or is_doubtful else mail.from_email


def _message(
    row: Message,
    who: str,
    files: Sequence[Attachment],
    delivery: correspondence.Delivery,
    mail: IncomingMail | None,
    letter: letters.ShownLetter | None,
    waits: leaving.Leaving | None,
) -> ShownMessage:
    html = letter.words if letter else body_html(row, files)
    told = letter.inside if letter else {file.content_id for file in files if file.is_inline}
    return ShownMessage(
        pk=row.pk,
        look=LOOKS.get(row.kind, "agent" if row.by_staff else "customer"),
        who=who,
        author_id=row.author_id,
        at=row.at,
        channel_words="" if row.channel == Channel.DESK else label_of(Channel, row.channel),
        body_html=html,
        body_text="" if html and not (letter and letter.is_open) else _visible(row),
        rest="" if html else _rest(row),
        files=tuple(_file(file) for file in files if not (file.content_id and file.content_id in told)),
        remark_words=tuple(words for remark in row.remarks if (words := remark_words(remark))),
        waits=waits,
        delivery=delivery,
        letter=letter,
        invitation=invitations.shown(row, mail is not None),
        seal_words=seal_words(row),
        source_url=address("mail_source", mail.pk) if mail else "",
        why_url=address("mail_why", mail.pk) if mail else "",
    )


def body_html(row: Message, files: Sequence[Attachment]) -> SafeString | str:
    """The message's HTML, sanitised when it was written (and once more here), its pictures from our own addresses."""
    if not row.html:
        return ""
    addresses = {file.content_id: file_url(file) for file in files if file.content_id}
    cleaned = _cleaned(row.html) if len(row.html) <= LONGEST_KEPT else clean(row.html)
    return mark_safe(with_pictures(cleaned, addresses.get))


_cleaned = lru_cache(1000)(clean)


def label_of(choices: type[TextChoices], value: str) -> str:
    """What a value is called; itself where a plugin wrote it that is gone. (Django's own way hashes all labels.)"""
    return str(choices(value).label) if value in choices.values else value


def _visible(row: Message) -> str:
    return (row.visible or row.text).strip()


def _rest(row: Message) -> str:
    text, visible = row.text.strip(), _visible(row)
    return "" if text == visible else text.removeprefix(visible).strip()


def _file(file: Attachment) -> ShownFile:
    return ShownFile(file.name, file_url(file), file.blob.size, file.type in PICTURES)


def file_url(file: Attachment) -> str:
    """Where a staff member gets the file; the page asks for permission each time."""
    return address("attachment", file.pk, file.name)


def seal_words(row: Message) -> str:
    """That a mail was signed or encrypted."""
    sealed = next((remark for remark in row.remarks if remark.get("code") == "sealed"), None)
    if sealed is None:
        return ""
    by = {"sort": "S/MIME" if sealed.get("sort") == "smime" else "PGP"}
    if sealed.get("state") == "encrypted":
        return _("Encrypted with %(sort)s: only the recipient's key opens it; it is among the files.") % by
    return _("Signed with %(sort)s; the signature was not checked.") % by
