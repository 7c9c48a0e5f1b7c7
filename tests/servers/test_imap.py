"""IMAP and POP3 against a real Dovecot."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from opora.desk.actions import change_mailbox
from opora.desk.actions.examine import examine
from opora.desk.models import Mailbox
from opora.desk.public import health as desk_health
from opora.mail.doors import fetching
from opora.mail.doors.fetching import fetch_once
from opora.mail.models import FetchedMail, IncomingMail, MailboxFolder, MailboxState
from opora.mail.public import findings, take_in_due
from opora.mail.public import test_connection as try_connection
from opora.mail.raw import NotKept
from opora.people.public import Actor
from tests.cast import Cast
from tests.mail.letters import letter
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.waiting import until


def fetched_by(cast: Cast, server: Dovecot, **values: Any) -> Mailbox:
    """The cast's mailbox, fetched from this server."""
    ordinary: dict[str, Any] = {
        "incoming": "imap",
        "in_host": "127.0.0.1",
        "in_port": server.imap_port,
        "in_security": "plain",
        "in_password": PASSWORD,
    }
    return change_mailbox(actor=Actor.system(), mailbox=cast.mailbox, **{**ordinary, **values})


def mail(number: int) -> bytes:
    return letter(message_id=f"<{number}@veter.example>", text=f"Письмо {number}").as_bytes()


def test_what_is_unread_becomes_tickets_and_is_marked_after_that(imap: Dovecot, cast: Cast) -> None:
    for number in range(3):
        imap.put(mail(number))
    mailbox = fetched_by(cast, imap)
    assert fetch_once(mailbox).count == 3
    take_in_due()
    assert list(IncomingMail.objects.values_list("state", flat=True)) == ["done"] * 3
    assert imap.flags() == [("\\Seen",)] * 3
    assert (fetch_once(mailbox).count, FetchedMail.objects.count()) == (0, 0)


def test_what_somebody_read_before_we_came_is_left_alone_but_nothing_later_is(
    imap: Dovecot, cast: Cast
) -> None:
    imap.put(mail(1))
    _read_everything(imap)
    mailbox = fetched_by(cast, imap)
    assert fetch_once(mailbox).count == 0
    imap.put(mail(2))
    _read_everything(imap)
    assert fetch_once(mailbox).count == 1


def test_move_and_delete(imap: Dovecot, cast: Cast) -> None:
    imap.put(mail(1))
    mailbox = fetched_by(cast, imap, after_fetch="move", move_to="Vyřízeno")
    fetch_once(mailbox)
    assert (imap.flags(), len(imap.flags("Vyřízeno"))) == ([], 1)
    imap.put(mail(2))
    fetch_once(fetched_by(cast, imap, after_fetch="delete"))
    assert (imap.flags(), IncomingMail.objects.count()) == ([], 2)


def test_a_renumbered_folder_repeats_and_loses_nothing(imap: Dovecot, cast: Cast) -> None:
    mailbox = fetched_by(cast, imap)
    imap.put(mail(1))
    fetch_once(mailbox)
    take_in_due()
    before = MailboxFolder.objects.get().uid_validity
    imap.renumber()
    imap.put(mail(2))
    _read_everything(imap)
    assert fetch_once(mailbox).failure is None
    take_in_due()
    assert MailboxFolder.objects.get().uid_validity != before
    states = sorted(IncomingMail.objects.values_list("state", flat=True))
    assert states == ["done", "done", "duplicate"]


def test_a_mail_that_cannot_be_kept_stays_unread_on_the_server(
    imap: Dovecot, cast: Cast, settings: Any, tmp_path: Any
) -> None:
    imap.put(mail(1))
    mailbox, good = fetched_by(cast, imap), settings.MAIL_ROOT
    (tmp_path / "file").write_text("")
    settings.MAIL_ROOT = str(tmp_path / "file")
    with pytest.raises(NotKept):
        fetch_once(mailbox)
    assert (imap.flags(), IncomingMail.objects.count()) == ([()], 0)
    settings.MAIL_ROOT = good
    assert fetch_once(mailbox).count == 1


def test_a_crash_before_the_mark_marks_later_and_fetches_nothing_twice(
    imap: Dovecot, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opora.mail.doors.visits import afterwards

    imap.put(mail(1))
    mailbox = fetched_by(cast, imap)
    with monkeypatch.context() as broken:
        broken.setattr(
            afterwards, "put_away", lambda *words: (_ for _ in ()).throw(OSError("the line broke"))
        )
        assert fetch_once(mailbox).failure is not None
    assert (imap.flags(), IncomingMail.objects.count(), FetchedMail.objects.count()) == ([()], 1, 1)
    assert fetch_once(mailbox).count == 0
    assert (imap.flags(), IncomingMail.objects.count(), FetchedMail.objects.count()) == ([("\\Seen",)], 1, 0)


def test_a_wrong_password_is_said_at_the_mailbox_and_in_the_health_cards(imap: Dovecot, cast: Cast) -> None:
    mailbox = fetched_by(cast, imap, in_password="wrong")
    failure = fetch_once(mailbox).failure
    assert failure is not None
    assert failure.reason == "login_refused"
    state = MailboxState.objects.get()
    assert (state.in_failure, state.in_failures, "uthentication" in state.in_words) == (
        "login_refused",
        1,
        True,
    )
    card = findings()[0]
    assert (card.is_red, "help@severka.example" in card.words, "refused the login" in card.words) == (
        True,
        True,
        True,
    )
    fetch_once(fetched_by(cast, imap))
    assert findings() == []


def test_a_dead_server_is_said_too(imap: Dovecot, cast: Cast) -> None:
    mailbox = fetched_by(cast, imap)
    imap.stop()
    failure = fetch_once(mailbox).failure
    assert failure is not None
    assert failure.reason == "no_connection"
    examine(actor=Actor.system())
    (card,) = (card for card in desk_health.standing() if card.code == "mail_not_fetched")
    assert (card.is_red, card.place_key) == (True, mailbox.pk)


def test_new_mail_is_told_by_the_server_also_after_its_restart(
    transactional_db: None, imap: Dovecot, cast: Cast, monkeypatch: pytest.MonkeyPatch,
    running: Callable[[Callable[[threading.Event], None]], None],
) -> None:  # fmt: skip
    monkeypatch.setattr(fetching, "FIRST_REST", 0.2)
    fetched_by(cast, imap)
    running(fetching.run)
    until(lambda: MailboxState.objects.filter(checked_at__isnull=False).exists())
    imap.put(mail(1))
    began = time.monotonic()
    until(lambda: IncomingMail.objects.count() == 1)
    assert time.monotonic() - began < 60  # seconds of polling would come later than the server's word
    imap.stop()
    until(lambda: MailboxState.objects.exclude(in_failure="").exists())
    imap.start()
    until(lambda: MailboxState.objects.filter(in_failure="").exists())
    imap.put(mail(2))
    until(lambda: IncomingMail.objects.count() == 2)


def test_pop3_takes_each_mail_once_and_deletes_if_told_to(imap: Dovecot, cast: Cast) -> None:
    imap.put(mail(1))
    imap.put(mail(2))
    mailbox = fetched_by(cast, imap, incoming="pop3", in_port=imap.pop3_port)
    assert (fetch_once(mailbox).count, fetch_once(mailbox).count, len(imap.flags())) == (2, 0, 2)
    take_in_due()
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"done"}
    mailbox = fetched_by(cast, imap, incoming="pop3", in_port=imap.pop3_port, after_fetch="delete")
    assert (fetch_once(mailbox).count, imap.flags()) == (0, [])
    wrong = fetched_by(cast, imap, incoming="pop3", in_port=imap.pop3_port, in_password="wrong")
    failure = fetch_once(wrong).failure
    assert failure is not None
    assert failure.reason == "login_refused"


@pytest.mark.parametrize(
    ("values", "bad", "words"),
    [
        ({}, "", ""),
        ({"in_password": "wrong"}, "in_login", "does not accept this name and password"),
        ({"folder": "Nowhere"}, "in_folder", "no folder “Nowhere”"),
        ({"in_port": 1}, "in_connect", "does not answer at this port"),
        ({"in_host": "no-such-host.invalid"}, "in_name", "no server of this name"),
        ({"in_security": "tls"}, "in_connect", "No safe connection"),
    ],
)
def test_the_trial_says_which_step_fails_and_why(
    imap: Dovecot, cast: Cast, values: dict[str, Any], bad: str, words: str
) -> None:
    mailbox = fetched_by(cast, imap, **values)
    steps = {step.key: step for step in try_connection(mailbox) if step.key.startswith("in_")}
    assert [key for key, step in steps.items() if step.is_good is False] == ([bad] if bad else [])
    if bad:
        assert words in steps[bad].words
        after = list(steps)[list(steps).index(bad) + 1 :]
        assert all(steps[key].is_good is None for key in after)


def _read_everything(server: Dovecot) -> None:
    with server.session() as box:
        box.flag(box.uids(), "\\Seen", True)
