"""Mailboxes that are signed in to with OAuth 2: a real provider, a real Dovecot that asks it about each token."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from opora.desk.actions import change_mailbox, create_sign_in_app
from opora.desk.models import Mailbox, SignInApp
from opora.events.public import catch_up, clock
from opora.mail.actions import sign_in_mailbox
from opora.mail.doors import fetching
from opora.mail.doors.fetching import fetch_once
from opora.mail.models import IncomingMail, MailboxGrant, MailboxState, OutgoingMail
from opora.mail.oauth import granting
from opora.mail.oauth.granting import access_token
from opora.mail.oauth.health import findings as sign_in_findings
from opora.mail.oauth.tokens import NoToken, Tokens
from opora.mail.public import deliver_due
from opora.mail.public import test_connection as try_connection
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import letter
from tests.servers.dovecot import USER, Dovecot
from tests.servers.provider import CLIENT, SECRET, Provider
from tests.servers.sink import Sink, listening
from tests.servers.waiting import until

SYSTEM = Actor.system()


def app_of(provider: Provider, **values: Any) -> SignInApp:
    ordinary: dict[str, Any] = {
        "name": "Severka accounts", "provider": "other", "client_id": CLIENT, "client_secret": SECRET,
        "authorize_url": f"{provider.url}/authorize", "token_url": f"{provider.url}/token", "scopes": "mail",
    }  # fmt: skip
    return create_sign_in_app(actor=SYSTEM, **{**ordinary, **values})


def mailbox_of(cast: Cast, server: Dovecot, app: SignInApp, **values: Any) -> Mailbox:
    ordinary: dict[str, Any] = {
        "incoming": "imap", "in_host": "127.0.0.1", "in_port": server.imap_port, "in_security": "plain",
        "in_sign_in": "oauth", "sign_in_app": app,
    }  # fmt: skip
    return change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, **{**ordinary, **values})


def signed_in(mailbox: Mailbox, provider: Provider, who: str = USER) -> MailboxGrant:
    """As if somebody had been at the provider's page."""
    given = provider.give(who)
    kept = Tokens(given["access_token"], given["refresh_token"], given["expires_in"], who)
    return sign_in_mailbox(actor=SYSTEM, mailbox=mailbox, tokens=kept)


@pytest.fixture
def ready(cast: Cast, accounts: Provider, imap_with_tokens: Dovecot) -> Mailbox:
    """The cast's mailbox, fetched with tokens, signed in."""
    mailbox = mailbox_of(cast, imap_with_tokens, app_of(accounts))
    signed_in(mailbox, accounts)
    return mailbox


def failure(mailbox: Mailbox) -> tuple[str, str]:
    found = fetch_once(mailbox).failure
    assert found is not None
    return found.reason, found.words


@pytest.mark.parametrize("mechanisms", ["xoauth2 oauthbearer", "oauthbearer xoauth2"])
@pytest.mark.parametrize("incoming", ["imap", "pop3"])
def test_mail_is_fetched_with_a_token(
    ready: Mailbox, imap_with_tokens: Dovecot, cast: Cast, accounts: Provider, mechanisms: str, incoming: str
) -> None:
    imap_with_tokens.stop()
    imap_with_tokens.mechanisms = mechanisms
    imap_with_tokens.start()
    imap_with_tokens.put(letter().as_bytes())
    port = imap_with_tokens.imap_port if incoming == "imap" else imap_with_tokens.pop3_port
    mailbox = change_mailbox(actor=SYSTEM, mailbox=ready, incoming=incoming, in_port=port)
    found = fetch_once(mailbox)
    assert (found.failure, found.count) == (None, 1)
    assert accounts.asked == []


def test_nobody_has_signed_in_yet(cast: Cast, accounts: Provider, imap_with_tokens: Dovecot) -> None:
    mailbox = mailbox_of(cast, imap_with_tokens, app_of(accounts))
    assert failure(mailbox) == ("sign_in_first", "")


def test_a_token_is_renewed_ahead_of_its_end_and_the_refresh_token_follows(
    ready: Mailbox, accounts: Provider
) -> None:
    first = access_token(ready.pk)
    for _round in range(3):
        MailboxGrant.objects.update(expires_at=clock.now() + timedelta(minutes=1))
        assert fetch_once(ready).failure is None
    assert accounts.asked == ["refresh_token"] * 3
    assert access_token(ready.pk) != first
    assert len(accounts.refresh) == 1


def test_a_provider_that_keeps_its_refresh_token_gives_none_again(ready: Mailbox, accounts: Provider) -> None:
    accounts.rotates = False
    for _round in range(2):
        MailboxGrant.objects.update(expires_at=clock.now())
        assert fetch_once(ready).failure is None


def test_a_revoked_token_is_replaced_at_once(ready: Mailbox, accounts: Provider) -> None:
    accounts.revoke()
    assert fetch_once(ready).failure is None
    assert accounts.asked == ["refresh_token"]


@pytest.mark.parametrize("incoming", ["imap", "pop3"])
def test_a_permission_that_ended_is_said_and_not_asked_about_again(
    ready: Mailbox, accounts: Provider, imap_with_tokens: Dovecot, incoming: str
) -> None:
    port = imap_with_tokens.imap_port if incoming == "imap" else imap_with_tokens.pop3_port
    mailbox = change_mailbox(actor=SYSTEM, mailbox=ready, incoming=incoming, in_port=port)
    accounts.forget()
    assert failure(mailbox) == ("sign_in_again", "invalid_grant revoked or used")
    MailboxGrant.objects.update(expires_at=clock.now())
    assert failure(mailbox)[0] == "sign_in_again"
    assert accounts.asked == ["refresh_token"]
    state = MailboxState.objects.get()
    assert state.in_failure == "sign_in_again"
    signed_in(mailbox, accounts)
    assert fetch_once(mailbox).failure is None


@pytest.mark.parametrize("incoming", ["imap", "pop3"])
def test_somebody_else_signed_in(
    cast: Cast, accounts: Provider, imap_with_tokens: Dovecot, incoming: str
) -> None:
    port = imap_with_tokens.imap_port if incoming == "imap" else imap_with_tokens.pop3_port
    mailbox = mailbox_of(cast, imap_with_tokens, app_of(accounts), incoming=incoming, in_port=port)
    signed_in(mailbox, accounts, who="someone@severka.example")
    reason, words = failure(mailbox)
    assert reason == "token_refused"
    assert "uthentication failed" in words or "invalid_token" in words


def test_while_the_old_token_lives_a_silent_provider_stops_nothing(
    ready: Mailbox, accounts: Provider
) -> None:
    accounts.error = "temporarily_unavailable"
    MailboxGrant.objects.update(expires_at=clock.now() + timedelta(minutes=1))
    assert fetch_once(ready).failure is None
    MailboxGrant.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    assert failure(ready)[0] == "no_token"
    accounts.error = ""
    assert fetch_once(ready).failure is None
    assert MailboxGrant.objects.get().failure == ""


def test_the_app_itself_may_have_been_given_the_mailbox(
    cast: Cast, accounts: Provider, imap_with_tokens: Dovecot
) -> None:
    accounts.signs_as = USER
    mailbox = mailbox_of(cast, imap_with_tokens, app_of(accounts, as_app=True))
    assert fetch_once(mailbox).failure is None
    MailboxGrant.objects.update(expires_at=clock.now())
    assert fetch_once(mailbox).failure is None
    assert accounts.asked == ["client_credentials"] * 2


def test_a_wrong_secret_is_the_apps_fault_and_works_once_mended(ready: Mailbox, accounts: Provider) -> None:
    from opora.desk.actions import change_sign_in_app

    app = SignInApp.objects.get()
    change_sign_in_app(actor=SYSTEM, app=app, client_secret="expired")
    MailboxGrant.objects.update(expires_at=clock.now())
    assert failure(ready) == ("app_refused", "invalid_client unknown client")
    assert failure(ready)[0] == "app_refused"
    assert len(accounts.asked) == 1
    change_sign_in_app(actor=SYSTEM, app=app, client_secret=SECRET)
    MailboxGrant.objects.update(failed_at=clock.now() - timedelta(minutes=2))
    assert fetch_once(ready).failure is None


def test_of_many_who_need_a_fresh_token_one_asks(
    transactional_db: None, ready: Mailbox, accounts: Provider
) -> None:
    from django.db import connection

    MailboxGrant.objects.update(expires_at=clock.now())
    found, together = list[str](), threading.Barrier(6)

    def take() -> None:
        together.wait(10)
        found.append(access_token(ready.pk))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert accounts.asked == ["refresh_token"]
    assert len(found) == 6
    assert len(set(found)) == 1


def test_what_a_killed_process_was_renewing_another_renews(ready: Mailbox, accounts: Provider) -> None:
    from opora.mail import owners

    machine = owners.own().rsplit("/", 2)[0]
    gone = {"owner": f"{machine}/999999999/1", "lease_until": clock.now() + granting.LEASE}
    MailboxGrant.objects.update(expires_at=clock.now(), **gone)
    assert access_token(ready.pk).startswith("at-")


@pytest.mark.parametrize(
    ("status", "body"),
    [("200 OK", b"<html>maintenance</html>"), ("200 OK", b"x" * 300_000), ("200 OK", b"[1]"),
     ("200 OK", b'{"access_token": "two words"}'), ("200 OK", b'{"access_token": 7}'), ("302 Found", b""),
     ("500 Oops", b'{"error": ["a", "list"]}'), ("200 OK", b"[" * 100_000)],
)  # fmt: skip
def test_a_provider_that_talks_nonsense(ready: Mailbox, accounts: Provider, status: str, body: bytes) -> None:
    headers = [("Content-Type", "application/json"), ("Location", "http://127.0.0.1:1/")]
    accounts.answer = lambda: (status, headers, body)
    MailboxGrant.objects.update(expires_at=clock.now())
    with pytest.raises(NoToken) as problem:
        access_token(ready.pk)
    assert problem.value.reason == "no_token"


def test_a_token_that_ends_while_we_wait_for_mail_is_renewed_for_the_next_session(
    transactional_db: None, ready: Mailbox, accounts: Provider, imap_with_tokens: Dovecot,
    monkeypatch: pytest.MonkeyPatch, running: Callable[[Callable[[threading.Event], None]], None],
) -> None:  # fmt: skip
    monkeypatch.setattr(fetching, "FIRST_REST", 0.2)
    monkeypatch.setattr(fetching, "LONGEST_REST", 0.2)
    running(fetching.run)
    until(lambda: MailboxState.objects.filter(checked_at__isnull=False).exists())
    accounts.revoke()
    MailboxGrant.objects.update(expires_at=clock.now())
    imap_with_tokens.put(letter().as_bytes())
    until(lambda: IncomingMail.objects.count() == 1)  # the session that stands goes on
    imap_with_tokens.stop()
    until(lambda: MailboxState.objects.exclude(in_failure="").exists())
    imap_with_tokens.start()
    imap_with_tokens.put(letter(message_id="<two@veter.example>").as_bytes())
    until(lambda: IncomingMail.objects.count() == 2)
    assert accounts.asked == ["refresh_token"]


def test_a_follower_that_waits_goes_on_as_soon_as_somebody_signs_in(
    transactional_db: None, cast: Cast, accounts: Provider, imap_with_tokens: Dovecot,
    monkeypatch: pytest.MonkeyPatch, running: Callable[[Callable[[threading.Event], None]], None],
) -> None:  # fmt: skip
    monkeypatch.setattr(fetching, "FIRST_REST", 300.0)
    monkeypatch.setattr(fetching, "LOOK_SECONDS", 0.2)
    mailbox = mailbox_of(cast, imap_with_tokens, app_of(accounts))
    running(fetching.run)
    until(lambda: MailboxState.objects.filter(in_failure="sign_in_first").exists())
    signed_in(mailbox, accounts)
    until(lambda: MailboxState.objects.filter(in_failure="").exists())


def sending_by(mailbox: Mailbox, port: int) -> Mailbox:
    return change_mailbox(
        actor=SYSTEM,
        mailbox=mailbox,
        out_host="127.0.0.1",
        out_port=port,
        out_security="plain",
        out_sign_in="oauth",
    )


@pytest.fixture
def guarded(accounts: Provider) -> Iterator[Sink]:
    """An SMTP server that asks the provider whose a token is."""

    def knows(login: str, token: str) -> bool:
        given = accounts.access.get(token)
        return given is not None and given.who == login

    with listening(knows=knows) as made:
        yield made


def test_answers_leave_with_a_token(cast: Cast, accounts: Provider, guarded: Sink) -> None:
    mailbox = change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, sign_in_app=app_of(accounts))
    sending_by(mailbox, guarded.port)
    catch_up()
    OutgoingMail.objects.all().delete()
    reply(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], words=Words(text="Hello"), channel="desk")
    catch_up()
    assert deliver_due() == 0
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.reason) == ("queued", "sign_in_first")
    assert "sign_in_first" in {card.code for card in sign_in_findings()}
    signed_in(mailbox, accounts)
    deliver_due()
    assert OutgoingMail.objects.get().state == "sent"
    assert guarded.mails[-1][1] == ["anna@veter.example"]
    assert sign_in_findings() == []


def test_a_revoked_token_costs_an_answer_nothing(cast: Cast, accounts: Provider, guarded: Sink) -> None:
    mailbox = change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, sign_in_app=app_of(accounts))
    sending_by(mailbox, guarded.port)
    signed_in(mailbox, accounts)
    accounts.revoke()
    steps = {step.key: step.is_good for step in try_connection(Mailbox.objects.get(pk=mailbox.pk))}
    assert steps["out_sender"] is True
    accounts.forget()
    said = {step.key: step.words for step in try_connection(Mailbox.objects.get(pk=mailbox.pk))}
    assert "sign in to the mailbox again" in said["out_login"]
    assert [(card.code, card.is_red, card.place_key) for card in sign_in_findings()] == [
        ("sign_in_again", True, mailbox.pk)
    ]


def test_the_trial_says_that_somebody_else_signed_in(
    cast: Cast, accounts: Provider, imap_with_tokens: Dovecot, guarded: Sink
) -> None:
    mailbox = sending_by(mailbox_of(cast, imap_with_tokens, app_of(accounts)), guarded.port)
    signed_in(mailbox, accounts, who="someone@severka.example")
    said = {step.key: step for step in try_connection(Mailbox.objects.get(pk=mailbox.pk))}
    for key in ("in_login", "out_login"):
        assert said[key].is_good is False
        assert "May it open help@severka.example?" in said[key].words


def test_a_secret_that_runs_out_is_told_two_weeks_before(ready: Mailbox) -> None:
    today = clock.now().date()
    for days, red in ((13, False), (-1, True)):
        SignInApp.objects.update(secret_expires_on=today + timedelta(days=days))
        assert [(card.code, card.is_red) for card in sign_in_findings()] == [("app_secret", red)]
    SignInApp.objects.update(secret_expires_on=today + timedelta(days=40))
    assert sign_in_findings() == []
