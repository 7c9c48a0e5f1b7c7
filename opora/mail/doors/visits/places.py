"""Our place in an IMAP folder: up to where it is read, and what is new since."""

from array import array
from datetime import timedelta

from imap_tools import BaseMailBox

from opora.desk.models import AfterFetch, FirstVisit, Mailbox
from opora.events.public import clock
from opora.mail.doors.visits import afterwards, reading
from opora.mail.models import FetchedMail, MailboxFolder


def place_in(box: BaseMailBox, mailbox: Mailbox, name: str) -> MailboxFolder:
    """Our place in the folder. When the server has renumbered it (UIDVALIDITY), all is looked through again from two
    days before our last visit; what we have is recognised by its bytes."""
    place, _ = MailboxFolder.objects.get_or_create(mailbox=mailbox, name=name)
    validity, following = _number(box, "UIDVALIDITY"), _number(box, "UIDNEXT")
    if place.uid_validity == validity:
        return place
    known_before = place.uid_validity is not None
    visited = place.checked_at or clock.now()
    place.since = (visited - timedelta(days=2)).date() if known_before else None
    place.uid_validity, place.last_uid = validity, 0
    place.first_uid = following or max(reading.search(box, "ALL"), default=0) + 1
    place.save(update_fields=["uid_validity", "last_uid", "first_uid", "since"])
    FetchedMail.objects.filter(folder=place).exclude(uid_validity=validity).delete()
    return place


def _number(box: BaseMailBox, code: str) -> int:
    _, data = box.client.response(code)
    return int(data[0]) if data and data[0] else 0


def fresh(box: BaseMailBox, mailbox: Mailbox, place: MailboxFolder) -> "array[int]":
    """UIDs to take now, ascending: all that came since the first visit, and of what was there before it as wished."""
    start = max(place.last_uid + 1, place.first_uid)
    # “n:*” always names the last mail, also when it is older than n.
    found = array("Q", (uid for uid in reading.search(box, "UID", f"{start}:*") if uid >= start))
    if place.last_uid + 1 >= place.first_uid:
        return found
    older = _older(box, mailbox, place)
    return array("Q", sorted(uid for uid in older if place.last_uid < uid < place.first_uid)) + found


def _older(box: BaseMailBox, mailbox: Mailbox, place: MailboxFolder) -> set[int]:
    found = set[int]()
    if mailbox.first_visit == FirstVisit.ALL:
        return set(reading.search(box, "ALL"))
    if mailbox.first_visit == FirstVisit.UNREAD:
        found |= set(reading.search(box, "UNSEEN"))
        if mailbox.after_fetch == AfterFetch.KEYWORD:
            found -= set(reading.search(box, f"KEYWORD {afterwards.KEYWORD}"))
    if place.since:
        found |= set(reading.search(box, f"SINCE {place.since:%d-%b-%Y}"))
    return found


def advance(place: MailboxFolder, uid: int) -> None:
    if uid > place.last_uid:
        place.last_uid = uid
        place.save(update_fields=["last_uid"])
