"""Handing mail over to servers of all manners: sessions used again, one letter never two, nobody starves."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from opora.desk.actions import change_mailbox, create_mailbox, create_outgoing_server
from opora.desk.models import Trust
from opora.events.public import catch_up, clock
from opora.mail.models import MailboxState, OutgoingMail, ServerState
from opora.mail.public import deliver_due
from opora.mail.sending.carrying import claiming, postman
from opora.mail.sending.carrying.claiming import claim, due_keys
from opora.mail.sending.carrying.deliver import carry, deliver
from opora.mail.sending.compose import Composed
from opora.mail.sending.servers import sessions as sessions_module
from opora.mail.sending.servers import smtp
from opora.mail.sending.servers.route import Route
from opora.mail.sending.servers.sessions import Sessions
from opora.mail.sending.servers.smtp import NotSent
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Message, Status
from opora.tickets.public import Words
from tests.cast import Cast
from tests.servers.authority import authority
from tests.servers.rude import rude
from tests.servers.sink import Sink, listening
from tests.servers.waiting import until

SYSTEM = Actor.system()
MAIL = Composed(b"Subject: x\r\n\r\n.one\r\n..two\r\n", "help@severka.example", "anna@veter.example")


@pytest.fixture
def pool() -> Iterator[Sessions]:
    made = Sessions()
    yield made
    made.close()


def to(port: int, **values: object) -> Route:
    return Route("127.0.0.1", port, "plain", **values)  # type: ignore[arg-type]


def queue(cast: Cast, count: int, port: int) -> None:
    change_mailbox(
        actor=SYSTEM, mailbox=cast.mailbox, out_host="127.0.0.1", out_port=port, out_security="plain"
    )
    catch_up("outgoing")
    OutgoingMail.objects.all().delete()
    for number in range(count):
        words = Words(text=f"Ответ {number}")
        reply(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], words=words, channel="desk")
    catch_up("outgoing")


def message_ids(mails: list[bytes]) -> list[str]:
    return [str(message_from_bytes(raw)["Message-ID"]) for raw in mails]


def test_one_session_carries_many_mails(pool: Sessions, sink: Sink) -> None:
    for _mail in range(5):
        pool.send(to(sink.port), MAIL)
    assert (len(sink.mails), sink.sessions, pool.resting()) == (5, 1, 1)
    assert sink.mails[0][2] == MAIL.content, "byte for byte, dots and all"


def test_a_session_is_ended_after_so_many_mails(pool: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions_module, "MOST_MAILS", 2)
    with rude() as server:
        for _mail in range(3):
            pool.send(to(server.port), MAIL)
        assert (len(server.mails), server.sessions) == (3, 2)
        assert server.heard.count("QUIT") == 1


def test_a_session_that_rested_long_is_ended(pool: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    with rude() as server:
        pool.send(to(server.port), MAIL)
        monkeypatch.setattr(sessions_module, "MOST_IDLE", -1.0)
        pool.tidy()
        assert (pool.resting(), server.heard[-1]) == (0, "QUIT")


@pytest.mark.parametrize(
    "manners", [{"RSET": "drop"}, {"MAIL#2": "drop"}, {"RCPT#2": "421 4.4.2 idle too long"}]
)
def test_a_session_that_broke_while_it_rested_is_opened_anew(pool: Sessions, manners: dict[str, str]) -> None:
    with rude(**manners) as server:
        pool.send(to(server.port), MAIL)
        pool.send(to(server.port), MAIL)
        assert (len(server.mails), server.sessions) == (2, 2)


def test_a_fresh_session_that_breaks_is_not_opened_again_and_again(pool: Sessions) -> None:
    with rude(MAIL="drop") as server:
        with pytest.raises(NotSent) as failure:
            pool.send(to(server.port), MAIL)
        assert (failure.value.reason, failure.value.is_final, server.sessions) == ("interrupted", False, 1)


@pytest.mark.parametrize("manner", ["take and drop", "drop", "421 4.3.2 going down"])
def test_a_break_after_the_mail_was_begun_is_never_repeated_at_once(pool: Sessions, manner: str) -> None:
    with rude(**{"END#2": manner}) as server:
        pool.send(to(server.port), MAIL)
        with pytest.raises(NotSent) as failure:
            pool.send(to(server.port), MAIL)
        assert (failure.value.is_final, failure.value.concerns_route) == (False, False)
        assert (server.sessions, server.heard.count("DATA"), pool.resting()) == (1, 2, 0)


@pytest.mark.parametrize(
    ("step", "concerns_route"),
    [("GREETING", True), ("EHLO", True), ("MAIL", False), ("RCPT", False), ("DATA", False), ("END", False)],
)
def test_421_at_every_step(pool: Sessions, step: str, concerns_route: bool) -> None:
    manners = {step: "421 4.7.0 not now"} | ({"HELO": "421 not now"} if step == "EHLO" else {})
    with rude(**manners) as server:
        with pytest.raises(NotSent) as failure:
            pool.send(to(server.port), MAIL)
        assert (failure.value.is_final, failure.value.concerns_route) == (False, concerns_route)
        assert (server.sessions, pool.resting()) == (1, 0)


@pytest.mark.parametrize("step", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END"])
def test_a_server_that_says_nothing_is_left(
    pool: Sessions, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REACH", "ANSWER", "TAKE_OVER"):
        monkeypatch.setattr(smtp, name, 0.3)
    monkeypatch.setattr(smtp.reach, "__defaults__", (0.3,))
    with rude(**{step: "hang"}) as server:
        with pytest.raises(NotSent) as failure:
            pool.send(to(server.port), MAIL)
        assert not failure.value.is_final
        assert server.sessions == 1


def test_a_server_that_says_a_letter_a_minute_is_cut_off(
    pool: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions_module, "LONGEST_MAIL", 0.2)
    with rude(END="drip") as server:
        failures: list[BaseException] = []

        def carry() -> None:
            try:
                pool.send(to(server.port), MAIL)
            except NotSent as failure:
                failures.append(failure)

        thread = threading.Thread(target=carry)
        thread.start()
        until(lambda: not thread.is_alive() or pool.tidy())  # type: ignore[func-returns-value]
        assert isinstance(failures[0], NotSent)
        assert not failures[0].is_final


def test_the_size_is_said_where_the_server_wants_to_know(pool: Sessions) -> None:
    with rude(EHLO="250-rude.example\r\n250 SIZE 1000000", MAIL="552 5.3.4 too large") as server:
        with pytest.raises(NotSent) as failure:
            pool.send(to(server.port), MAIL)
        assert (failure.value.reason, failure.value.is_final) == ("mail_too_large", True)
        assert server.mails == []


def test_a_recipient_that_is_refused_leaves_the_session_whole(pool: Sessions) -> None:
    with rude(**{"RCPT#1": "550 5.1.1 no such user"}) as server:
        with pytest.raises(NotSent):
            pool.send(to(server.port), MAIL)
        pool.send(to(server.port), MAIL)
        assert (server.sessions, len(server.mails)) == (1, 1)


def test_starttls_is_believed_only_with_a_certificate(pool: Sessions, tmp_path: Path) -> None:
    made = authority(tmp_path)
    with listening(starttls=made.context, host="localhost") as server:
        ordinary = {"host": "localhost", "port": server.port, "security": "starttls"}
        with pytest.raises(NotSent) as failure:
            pool.send(Route(**ordinary), MAIL)  # type: ignore[arg-type]
        assert (failure.value.reason, failure.value.concerns_route) == ("tls_failed", True)
        pool.send(Route(**ordinary, trust=Trust.OWN, authority=made.pem), MAIL)  # type: ignore[arg-type]
        pool.send(Route(**ordinary, trust=Trust.ANY), MAIL)  # type: ignore[arg-type]
        assert server.safe == [True, True]


def test_a_certificate_for_another_name_or_of_yesterday_is_refused(pool: Sessions, tmp_path: Path) -> None:
    for made in (authority(tmp_path, host="other.example"), authority(tmp_path, days=-1)):
        with listening(tls=made.context, host="localhost") as server:
            route = Route("localhost", server.port, "tls", trust=Trust.OWN, authority=made.pem)
            with pytest.raises(NotSent) as failure:
                pool.send(route, MAIL)
            assert failure.value.reason == "tls_failed"


def test_starttls_where_it_is_offered(pool: Sessions, sink: Sink, tmp_path: Path) -> None:
    pool.send(Route("127.0.0.1", sink.port, "maybe"), MAIL)
    with listening(starttls=authority(tmp_path).context) as server:
        pool.send(Route("127.0.0.1", server.port, "maybe"), MAIL)
        assert (sink.safe, server.safe) == ([False], [True])
    with listening(password="right") as guarded, pytest.raises(NotSent) as failure:
        pool.send(Route("127.0.0.1", guarded.port, "maybe", login="help", password="right"), MAIL)
    assert failure.value.reason == "tls_missing"


def test_a_server_that_takes_and_drops_gets_the_same_letter_again(cast: Cast) -> None:
    with rude(**{"END#1": "take and drop"}) as server:
        queue(cast, 1, server.port)
        assert deliver_due() == 0
        with clock.at(clock.now() + timedelta(minutes=2)):
            assert deliver_due() == 1
            assert deliver_due() == 0
        ids = message_ids(server.mails)
        assert len(ids) == 2
        assert len(set(ids)) == 1


def test_mailboxes_share_a_server_and_its_silence(cast: Cast) -> None:
    with rude(GREETING="421 not now") as server:
        shared = create_outgoing_server(
            actor=SYSTEM, name="Relay", host="127.0.0.1", port=server.port, security="plain"
        )
        queue(cast, 2, 1)
        change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, out_server=shared)
        deliver_due()
        assert server.sessions == 1, "the second mail does not ask again"
        state = ServerState.objects.get(server=shared)
        assert (state.failure, state.failures) == ("server_closed", 1)
        assert not MailboxState.objects.filter(out_failure__gt="").exists()
        del server.manners["GREETING"]
        with clock.at(clock.now() + timedelta(minutes=2)):
            assert deliver_due() == 2
        assert ServerState.objects.get().failure == ""


def test_the_default_server_serves_those_without_one(cast: Cast, sink: Sink) -> None:
    create_outgoing_server(
        actor=SYSTEM, name="Relay", host="127.0.0.1", port=sink.port, security="plain", is_default=True
    )
    queue(cast, 1, 1)
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, out_host="", out_port=None)
    assert deliver_due() == 1


def test_no_more_in_a_minute_than_the_server_bears(cast: Cast, sink: Sink) -> None:
    shared = create_outgoing_server(
        actor=SYSTEM, name="Relay", host="127.0.0.1", port=sink.port, security="plain", per_minute=2
    )
    queue(cast, 5, 1)
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, out_server=shared)
    moment = clock.now().replace(second=1) + timedelta(minutes=1)
    taken = []
    for minute in range(4):
        with clock.at(moment + timedelta(minutes=minute)):
            taken.append(deliver_due())
    assert taken == [2, 2, 1, 0]
    assert set(OutgoingMail.objects.values_list("attempts", flat=True)) == {1}


Start = Callable[[Callable[[threading.Event], None]], None]


def test_no_more_sessions_at_once_than_the_server_bears(
    transactional_db: None, cast: Cast, running: Start
) -> None:
    with rude() as server:
        shared = create_outgoing_server(
            actor=SYSTEM, name="Relay", host="127.0.0.1", port=server.port, security="plain", sessions=2
        )
        queue(cast, 12, 1)
        change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, out_server=shared)
        running(postman.run)
        until(lambda: len(server.mails) == 12)
        assert server.most_at_once <= 2
        assert len(set(message_ids(server.mails))) == 12


def test_a_server_that_hangs_starves_no_other(
    transactional_db: None, cast: Cast, sink: Sink, running: Start
) -> None:
    with rude(END="hang") as stuck:
        queue(cast, 30, stuck.port)
        other = create_mailbox(
            actor=SYSTEM, address="fast@severka.example", department=cast.billing, out_host="127.0.0.1",
            out_port=sink.port, out_security="plain",
        )  # fmt: skip
        last = list(OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True)[:10])
        OutgoingMail.objects.filter(pk__in=last).update(mailbox=other)
        running(postman.run)
        until(lambda: len(sink.mails) == 10)
        assert stuck.most_at_once <= 4
        stuck.over.set()


def test_a_message_that_was_taken_back_while_its_mail_waited_for_a_turn_stays(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast, 1, sink.port)
    (waiting,) = claim(due_keys())
    Message.objects.filter(pk=waiting.mail.message_id).update(kind="note")
    monkeypatch.setattr(claiming, "FRESH_SECONDS", 0.0)
    assert carry(waiting) is False
    assert sink.mails == []


def test_killed_between_the_servers_yes_and_our_receipt_it_is_the_same_letter(cast: Cast, sink: Sink) -> None:
    queue(cast, 1, sink.port)
    (key,) = due_keys()
    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr("opora.mail.sending.carrying.receipts.keep", _die)
        deliver(key)
    assert OutgoingMail.objects.get().state == "sending"
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert deliver_due() == 1
    ids = message_ids([raw for _from, _to, raw in sink.mails])
    assert (len(ids), len(set(ids))) == (2, 1)


def _die(*words: object) -> None:
    raise KeyboardInterrupt
