"""Many folders, what happens to mails afterwards, and servers that do less or otherwise than they should."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from opora.desk.actions import change_setting
from opora.desk.models import Mailbox
from opora.desk.public import settings as desk_settings
from opora.events.public import clock
from opora.mail.doors import fetching
from opora.mail.doors.fetching import fetch_once
from opora.mail.doors.visits import visit
from opora.mail.models import FetchedMail, IncomingMail, MailboxFolder, MailboxState
from opora.mail.public import read_raw, take_in_due
from opora.mail.receiving import intake
from opora.people.public import Actor
from tests.cast import Cast
from tests.conftest import needs
from tests.servers import dovecot
from tests.servers.dovecot import USER, Dovecot
from tests.servers.quirky import Quirky, answering
from tests.servers.test_imap import fetched_by, mail
from tests.servers.waiting import until

Serve = Callable[[str], Dovecot]
Running = Callable[[Callable[[threading.Event], None]], None]


@pytest.fixture
def server() -> Iterator[Serve]:
    """Dovecots with a configuration of the test's own."""
    needs("Dovecot", present=dovecot.is_here(), install="apt-get install dovecot-imapd dovecot-pop3d")
    started = []

    def start(more: str) -> Dovecot:
        context = dovecot.running()
        found = context.__enter__()
        started.append(context)
        found.stop()
        found.more = more
        found.start()
        return found

    yield start
    for context in started:
        context.__exit__(None, None, None)


def subjects() -> list[str]:
    return sorted(
        read_raw(row.digest).decode().partition("number-")[2][:1] for row in IncomingMail.objects.all()
    )


def numbered(number: int) -> bytes:
    return mail(number).replace(b"Subject:", f"X-Here: number-{number}\nSubject:".encode(), 1)


def make(server: Dovecot, *names: str) -> None:
    with server.session() as box:
        for name in names:
            box.folder.create(name)


def test_several_folders_and_all_below_one(imap: Dovecot, cast: Cast) -> None:
    make(imap, "Заказы", "Support", "Support.Урал", "Support.Урал.Пермь", "Support.Готово", "Sent", "Junk")
    places = ["INBOX", "Заказы", "Support", "Support.Урал.Пермь", "Support.Готово", "Sent", "Junk"]
    for number, place in enumerate(places):
        imap.put(numbered(number), place)
    mailbox = fetched_by(
        cast, imap, more_folders=["Заказы", "Support/*"], after_fetch="move", move_to="Support/Готово"
    )
    assert (fetch_once(mailbox).count, subjects()) == (4, ["0", "1", "2", "3"])
    assert len(imap.flags("Support.Готово")) == 5
    assert set(MailboxFolder.objects.values_list("name", flat=True)) == {
        "INBOX", "Заказы", "Support", "Support.Урал", "Support.Урал.Пермь",
    }  # fmt: skip
    # Everything, and what is left out by itself only when it is named.
    imap.put(numbered(8), "Support.Урал")
    mailbox = fetched_by(cast, imap, more_folders=["*", "Junk"])
    assert (fetch_once(mailbox).count, subjects()[4:]) == (2, ["6", "8"])


def test_special_folders_are_left_out_however_they_are_called(server: Serve, cast: Cast) -> None:
    boxes = "namespace inbox {\n mailbox Wegdamit {\n special_use = \\Trash\n auto = create\n }\n}\n"
    imap = server(boxes)
    make(imap, "Sent")
    for number, place in enumerate(["INBOX", "Wegdamit", "Sent"]):
        imap.put(numbered(number), place)
    # The server says what its folders are for: then a name alone says nothing.
    assert fetch_once(fetched_by(cast, imap, more_folders=["*"])).count == 2
    assert subjects() == ["0", "2"]


def test_names_below_a_prefix_and_a_missing_folder_that_stops_no_other(server: Serve, cast: Cast) -> None:
    imap = server("namespace inbox {\n prefix = INBOX.\n}\n")
    make(imap, "INBOX.Orders")
    imap.put(numbered(1), "INBOX.Orders")
    imap.put(numbered(2))
    mailbox = fetched_by(
        cast, imap, more_folders=["Nowhere", "Orders"], after_fetch="move", move_to="Erledigt/2026"
    )
    found = fetch_once(mailbox)
    assert found.failure is not None
    assert (found.count, found.failure.reason, found.failure.words[:7]) == (2, "folder_missing", "Nowhere")
    assert MailboxState.objects.get().in_failure == "folder_missing"
    assert len(imap.flags("INBOX.Erledigt.2026")) == 2


@pytest.mark.parametrize(("after", "flags"), [("flag", "\\Flagged"), ("keyword", "$Opora")])
def test_a_flag_or_a_keyword_and_the_mail_stays_unread(
    imap: Dovecot, cast: Cast, after: str, flags: str
) -> None:
    imap.put(mail(1))
    mailbox = fetched_by(cast, imap, after_fetch=after)
    assert (fetch_once(mailbox).count, imap.flags()) == (1, [(flags,)])
    assert fetch_once(mailbox).count == 0
    if after == "keyword":  # a second desk, or this one after a restore, knows by it what was taken
        MailboxFolder.objects.all().delete()
        assert fetch_once(mailbox).count == 0


@pytest.mark.parametrize(
    ("wish", "comes"), [("new", ["3"]), ("unread", ["2", "3"]), ("all", ["1", "2", "3"])]
)
def test_what_is_there_already(imap: Dovecot, cast: Cast, wish: str, comes: list[str]) -> None:
    imap.put(numbered(1))
    with imap.session() as box:
        box.flag(box.uids(), "\\Seen", True)
    imap.put(numbered(2))
    mailbox = fetched_by(cast, imap, first_visit=wish, after_fetch="delete")
    fetch_once(mailbox)
    imap.put(numbered(3))
    fetch_once(mailbox)
    assert subjects() == comes
    assert len(imap.flags()) == 3 - len(comes)


PLAIN = "protocol imap {\n imap_capability = IMAP4rev1\n}\n"


@pytest.mark.parametrize("after", ["move", "delete"])
def test_a_server_that_can_nothing_and_somebody_elses_deleted_mail(
    server: Serve, cast: Cast, after: str
) -> None:
    """Without MOVE and UID EXPUNGE, EXPUNGE would also take what somebody may still want back."""
    imap = server(PLAIN)
    imap.put(numbered(1))
    fetch_once(fetched_by(cast, imap, first_visit="new"))
    with imap.session() as box:
        box.client.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
    imap.put(numbered(2))
    mailbox = fetched_by(cast, imap, after_fetch=after, move_to="Gone", first_visit="new")
    assert fetch_once(mailbox).count == 1
    assert [flags for flags in imap.flags() if "\\Deleted" in flags] == imap.flags()
    assert len(imap.flags()) == 2
    with imap.session() as box:
        box.client.uid("STORE", "1", "-FLAGS", "(\\Deleted)")
    imap.put(numbered(3))
    assert fetch_once(mailbox).count == 1
    if (
        after == "move"
    ):  # what is copied is not copied again: it stays marked until somebody purges the folder
        assert (len(imap.flags("Gone")), len(imap.flags())) == (2, 3)
    else:
        assert imap.flags() == [()]


def test_what_cannot_be_moved_comes_in_all_the_same(imap: Dovecot, cast: Cast) -> None:
    imap.put(mail(1))
    mailbox = fetched_by(cast, imap, after_fetch="move", move_to="no..such..name")
    for number in (1, 2):
        fetch_once(mailbox)
        assert IncomingMail.objects.count() == number
        imap.put(mail(number + 1))
    assert MailboxState.objects.get().after_failure != ""
    fetch_once(fetched_by(cast, imap, after_fetch="seen"))
    assert (MailboxState.objects.get().after_failure, FetchedMail.objects.count()) == ("", 0)


def test_a_folder_in_which_we_may_only_read(server: Serve, cast: Cast) -> None:
    imap = server("mail_plugins = acl\nplugin {\n acl = vfile\n}\n")
    imap.put(mail(1))
    (imap.folder / "mail" / USER / "dovecot-acl").write_text("owner lr\n")
    os.chmod(imap.folder / "mail" / USER / "dovecot-acl", 0o644)
    mailbox = fetched_by(cast, imap, after_fetch="delete")
    assert (fetch_once(mailbox).count, fetch_once(mailbox).count) == (1, 0)
    assert FetchedMail.objects.count() == 0


def test_a_mail_larger_than_the_desk_takes_is_held_by_its_header_and_stays_there(
    imap: Dovecot, cast: Cast
) -> None:
    set_to("mail_megabytes", 5)
    imap.put(mail(1) + b"x\n" * 3_000_000)
    imap.put(mail(2))
    mailbox = fetched_by(cast, imap, after_fetch="delete")
    assert (fetch_once(mailbox).count, len(imap.flags())) == (2, 1)
    take_in_due()
    large, small = IncomingMail.objects.order_by("id")
    assert (large.state, large.reason, small.state) == ("held", "too_large_mail", "done")
    assert (large.from_email, large.why["too_large"]["size"] > 6_000_000) == ("anna@veter.example", True)
    assert large.size < 5000
    assert fetch_once(mailbox).count == 0


def test_pop3_leaves_a_mail_that_is_too_large_and_takes_very_long_lines(imap: Dovecot, cast: Cast) -> None:
    set_to("mail_megabytes", 5)
    imap.put(mail(1) + b"x\n" * 3_000_000)
    imap.put(mail(2) + b"y" * 900_000 + b"\n")
    mailbox = fetched_by(cast, imap, incoming="pop3", in_port=imap.pop3_port, after_fetch="delete")
    assert (fetch_once(mailbox).count, fetch_once(mailbox).count, len(imap.flags())) == (1, 0, 1)
    take_in_due()
    assert sorted(IncomingMail.objects.values_list("state", "reason")) == [
        ("done", ""),
        ("held", "too_large_mail"),
    ]


def test_pop3_without_uidl(server: Serve, cast: Cast) -> None:
    imap = server("pop3_uidl_format = %g\n")
    for number in (1, 2, 2):
        imap.put(mail(number))
    mailbox = fetched_by(cast, imap, incoming="pop3", in_port=imap.pop3_port)
    import poplib

    def none(self: poplib.POP3, which: object = None) -> None:
        raise poplib.error_proto(b"-ERR Unknown command: UIDL")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(poplib.POP3, "uidl", none)
        assert (fetch_once(mailbox).count, fetch_once(mailbox).count) == (3, 0)
        imap.put(mail(3))
        assert fetch_once(mailbox).count == 1


def test_pop3_when_the_line_breaks_before_quit_nothing_comes_twice(imap: Dovecot, cast: Cast) -> None:
    import poplib

    imap.put(mail(1))
    mailbox = fetched_by(cast, imap, incoming="pop3", in_port=imap.pop3_port, after_fetch="delete")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(poplib.POP3, "quit", poplib.POP3.close)
        assert (fetch_once(mailbox).count, len(imap.flags())) == (1, 1)
    imap.put(mail(2))
    assert (fetch_once(mailbox).count, imap.flags(), IncomingMail.objects.count()) == (1, [], 2)


def files(server: Dovecot) -> list[Path]:
    box = server.folder / "mail" / USER
    return sorted([*box.glob("cur/*"), *box.glob("new/*")])


def test_a_mail_that_the_server_cannot_give_stops_none_after_it(
    imap: Dovecot, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        imap.put(numbered(number))
    broken = next(path for path in files(imap) if b"number-2" in path.read_bytes())
    os.chmod(broken, 0)
    mailbox = fetched_by(cast, imap)
    for _visit in range(8):  # Dovecot ends the session at it
        fetch_once(mailbox)
    assert subjects() == ["1", "3"]
    left = FetchedMail.objects.get()
    assert (left.is_taken, left.attempts > 0) == (False, True)
    os.chmod(broken, 0o666)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
        fetch_once(mailbox)
    assert (subjects(), FetchedMail.objects.count()) == (["1", "2", "3"], 0)


def test_what_exchange_and_yandex_do(cast: Cast) -> None:
    mails = {uid: mail(uid).replace(b"\n", b"\r\n") for uid in (3, 5, 8)}
    quirks: list[dict[str, Any]] = [
        {"peek_gives_nothing": {5}}, {"uid_comes_last": True}, {"search_fails": True},
    ]  # fmt: skip
    for count, quirk in enumerate(quirks, 1):
        with answering(Quirky(dict(mails), **quirk)) as server:
            MailboxFolder.objects.all().delete()
            mailbox = fetched_by_port(cast, server.port)
            assert (fetch_once(mailbox).count, fetch_once(mailbox).count) == (3, 0), quirk
            assert IncomingMail.objects.count() == 3 * count
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"kept", "duplicate"}


def test_a_mail_at_which_the_connection_breaks_is_passed_by(cast: Cast) -> None:
    mails = {uid: mail(uid).replace(b"\n", b"\r\n") for uid in range(1, 6)}
    with answering(Quirky(mails, breaks_at={3})) as server:
        mailbox = fetched_by_port(cast, server.port)
        for _visit in range(6):
            fetch_once(mailbox)
        assert IncomingMail.objects.count() == 4
        server.breaks_at.clear()
        with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
            assert fetch_once(mailbox).count == 1


def test_what_is_told_together_with_the_beginning_of_idle_is_heard(
    transactional_db: None, cast: Cast, running: Running
) -> None:
    """It waits in a buffer then, where looking at the connection does not see it."""
    with answering(Quirky({}, idles=True, tells_before_idling=True)) as server:
        fetched_by_port(cast, server.port)
        running(fetching.run)
        until(lambda: IncomingMail.objects.count() == 1, 60)


def test_five_hundred_mails_while_the_server_is_restarted(
    transactional_db: None, imap: Dovecot, cast: Cast, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = imap.folder / "mail" / USER / "new"
    imap.put(mail(0))
    for number in range(1, 500):
        path = new / f"1700000{number:03}.M{number}.host"
        path.write_bytes(mail(number))
        os.chmod(path, 0o666)
    set_to("mail_per_sender", 10_000)
    fetched_by(cast, imap)
    running(fetching.run)
    for some in (60, 200, 350):
        until(lambda some=some: IncomingMail.objects.count() >= some, 120)  # type: ignore[misc]
        imap.stop()
        imap.start()
        take_in_due()
    until(lambda: not take_in_due() and IncomingMail.objects.filter(state="done").count() == 500, 180)
    assert not FetchedMail.objects.filter(is_taken=False).exists()
    texts = Counter(IncomingMail.objects.filter(state="done").values_list("message__text", flat=True))
    assert texts == Counter(f"Письмо {number}" for number in range(500))


def test_a_full_folder_does_not_stand_before_live_mail(
    transactional_db: None, imap: Dovecot, cast: Cast, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_WAITING", 20)
    monkeypatch.setattr(visit, "AT_ONCE", 10)
    for number in range(60):
        imap.put(mail(number))
    fetched_by(cast, imap)
    running(fetching.run)
    until(lambda: IncomingMail.objects.count() >= 20)
    # Nobody takes them in: no more are fetched, however long it lasts.
    until(lambda: not fetching.has_room(cast.mailbox))
    assert IncomingMail.objects.count() < 40
    running(intake.run)
    until(lambda: IncomingMail.objects.filter(state="done").count() == 60, 120)


def set_to(name: str, value: int) -> None:
    """A desk setting, known at once: a test's transaction is never committed."""
    change_setting(actor=Actor.system(), name=name, value=value)
    desk_settings.forget_values()


def fetched_by_port(cast: Cast, port: int) -> Mailbox:
    from opora.desk.actions import change_mailbox

    values = {"incoming": "imap", "in_host": "127.0.0.1", "in_port": port, "in_security": "plain"}
    return change_mailbox(
        actor=Actor.system(), mailbox=cast.mailbox, in_password="any", first_visit="all", **values
    )
