"""Raw mails in the long run: purged when their time is over, and never lost by a crash."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.test import Client

from opora.desk.actions import change_setting
from opora.desk.public import settings as desk_settings
from opora.events.models import Event
from opora.events.public import clock
from opora.mail import raw
from opora.mail.keeping.purging import remove
from opora.mail.models import IncomingMail
from opora.mail.public import read_raw, receive, take_in, take_in_due, tidy_mail_folder
from opora.people.public import Actor
from tests.cast import Cast
from tests.mail.letters import brought, letter

LONG_AGO = time.time() - 3 * 86_400


def aged(digest: str) -> Path:
    path = raw.path_of(digest)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def old(row: IncomingMail, days: int = 40) -> IncomingMail:
    IncomingMail.objects.filter(pk=row.pk).update(received_at=clock.now() - timedelta(days=days))
    aged(row.digest)
    return row


def month() -> None:
    change_setting(actor=Actor.system(), name="mail_raw_months", value=1)
    desk_settings.forget_values()


def test_only_what_is_over_is_purged_and_why_it_came_stays(cast: Cast, client: Client) -> None:
    month()
    done, young = (brought(letter(message_id=f"<{n}@v>"), cast.mailbox) for n in ("a", "b"))
    held = brought(letter(message_id="<c@v>", sender="vera@severka.example"), cast.mailbox)
    waiting = receive(letter(message_id="<d@v>").as_bytes(), source="pipe", mailbox=cast.mailbox)
    for row in (done, held, waiting):
        old(row)
    assert held.state == "held"
    assert tidy_mail_folder().purged == 1
    assert [raw.path_of(row.digest).exists() for row in (done, young, held, waiting)] == [
        False,
        True,
        True,
        True,
    ]
    done.refresh_from_db()
    assert done.raw_purged_at is not None
    assert done.why["authentication"] is not None
    assert Event.objects.get(kind="mail.raw_purged").data["count"] == 1
    assert tidy_mail_folder().purged == 0
    client.force_login(cast.sofia)
    page = client.get(f"/desk/mail/{done.pk}/source/")
    assert (page.status_code, "was purged" in page.content.decode()) == (200, True)


def test_bytes_that_another_mail_still_needs_stay(cast: Cast) -> None:
    month()
    content = letter().as_bytes()
    first = old(take_in(receive(content, source="smtp", mailbox=cast.mailbox)))
    receive(content, source="smtp", mailbox=None)
    aged(first.digest)
    assert tidy_mail_folder().purged == 1
    assert read_raw(first.digest) == content


def test_the_same_bytes_that_come_while_they_are_purged_stay(cast: Cast) -> None:
    content = letter().as_bytes()
    digest = raw.keep(content)
    aged(digest)
    raw.keep(content)  # touches it
    remove(digest)
    assert read_raw(digest) == content
    aged(digest)
    remove(digest)
    assert not raw.path_of(digest).exists()


def test_a_mail_without_a_row_is_taken_over_and_half_a_mail_is_not(cast: Cast, mail_folder: Path) -> None:
    """What a crash between the file and its row leaves."""
    stray = raw.keep(letter(to="billing@severka.example").as_bytes())
    fresh = raw.keep(letter(message_id="<fresh@v>").as_bytes())
    aged(stray)
    half = raw.path_of(stray).with_name(".abc.part")
    half.write_bytes(b"Subject: ha")
    os.utime(half, (LONG_AGO, LONG_AGO))
    young = half.with_name(".def.part")
    young.write_bytes(b"Sub")
    done = tidy_mail_folder()
    assert (done.adopted, done.removed, half.exists(), young.exists()) == (1, 1, False, True)
    row = IncomingMail.objects.get()
    assert (row.digest, row.source) == (stray, "found")
    take_in_due()
    row.refresh_from_db()
    assert row.ticket is not None
    assert row.ticket.department == cast.billing
    assert raw.path_of(fresh).exists()
    assert tidy_mail_folder().adopted == 0


def test_a_purge_that_was_cut_short_is_finished(cast: Cast) -> None:
    row = old(brought(letter(), cast.mailbox))
    IncomingMail.objects.filter(pk=row.pk).update(raw_purged_at=clock.now())
    tidy_mail_folder()
    assert not raw.path_of(row.digest).exists()
    assert IncomingMail.objects.count() == 1


def test_a_damaged_file_is_left_for_people(cast: Cast) -> None:
    digest = raw.keep(letter().as_bytes())
    raw.path_of(digest).write_bytes(b"something else")
    aged(digest)
    assert tidy_mail_folder().adopted == 0
    assert raw.path_of(digest).exists()
