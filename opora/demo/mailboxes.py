"""Putting letters into the customers' mailboxes of the demo."""

from opora.demo import library
from opora.demo.models import Folder, Letter
from opora.demo.reading import Reading
from opora.events.public import clock
from opora.people.public import by_email


def put(owner: str, folder: Folder, raw: bytes) -> Letter:
    """Keeps one mail in somebody's mailbox."""
    reading = Reading(raw)
    letter = Letter(
        owner=owner.lower(),
        folder=folder,
        peer=(reading.receiver_name if folder == Folder.SENT else reading.sender_name)[:400],
        subject=reading.header("Subject")[:998],
        snippet=" ".join(reading.text.split())[:200],
        has_files=bool(reading.enclosures),
        raw=raw,
        is_read=folder == Folder.SENT,
        at=clock.now(),
    )
    letter.save(force_insert=True)
    return letter


def name_of(owner: str) -> str:
    """What somebody with this address is called: by the demo's list, the desk, or their own last letter."""
    listed = next((one.name for one in library.customers() if one.address == owner), "")
    if listed:
        return listed
    person = by_email(owner)
    if person is not None and person.name:
        return person.name
    last = Letter.objects.filter(owner=owner, folder=Folder.SENT).first()
    return Reading(bytes(last.raw)).sender_name if last else ""


def language_of(owner: str) -> str:
    """The language of a listed customer's mail program; empty for others."""
    return next((one.language for one in library.customers() if one.address == owner), "")
