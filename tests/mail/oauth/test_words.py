"""What is said to providers and mail servers, and what their words mean."""

from urllib.parse import parse_qs, urlsplit

import pytest

from opora.desk.models import SignInApp
from opora.desk.public import is_safe_address
from opora.mail.doors.advice import ADVICE, advice
from opora.mail.oauth import providers
from opora.mail.oauth.sasl import first_words
from opora.mail.oauth.tokens import refusal


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("AADSTS7000222: The provided client secret keys for app 'x' are expired.", "secret has run out"),
        ("invalid_client AADSTS7000215: Invalid client secret provided.", "secret is wrong"),
        ("AADSTS50011: The redirect URI 'https://x' does not match", "redirect address"),
        ("AADSTS700082: The refresh token has expired due to inactivity.", "Sign in again"),
        ("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", "SMTP"),
        ("User is authenticated but not connected.", "IMAP"),
        ("[ALERT] Application-specific password required: https://support.google.com/", "password made for programs"),
        ("Your account is not enabled for IMAP use.", "Switch it on"),
        ("[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=a_b", "app password"),
        ("535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/ / Application password is REQUIRED", "password"),
        ("invalid_scope Some requested scopes were invalid.", "mail.google.com"),
        ("invalid_grant Token has been expired or revoked.", "every seven days"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate has expired (_ssl.c:1006)", "renewed"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number", "STARTTLS"),
    ],
)  # fmt: skip
def test_known_words_come_with_advice(said: str, words: str) -> None:
    assert words in advice(said)


def test_unknown_words_come_without() -> None:
    assert advice("Authentication failed.") == advice("") == ""
    assert len({pattern for pattern, _what in ADVICE}) == len(ADVICE)


@pytest.mark.parametrize(
    ("url", "safe"),
    [("https://login.example/token", True), ("https://login.example:8443/a?b=c", True), ("http://127.0.0.1:9/", True),
     ("http://[::1]:9/", True), ("http://localhost/", True), ("http://login.example/", False),
     ("ftp://a.example/", False),
     ("https://u:p@a.example/", False), ("https://a.example/#x", False), ("https://a.example/\r\nX: y", False),
     ("https://", False), ("", False), ("https://a.example:99999/", False), ("https://пример.example/", False),
     ("http://127.0.0.1.evil.example/", False), ("http://2130706433/", False)],
)  # fmt: skip
def test_where_secrets_may_be_sent(url: str, safe: bool) -> None:
    assert is_safe_address(url) is safe


def test_what_mail_servers_are_told() -> None:
    assert first_words("XOAUTH2", "help@x.example", "tok", "imap", 993) == (
        b"user=help@x.example\x01auth=Bearer tok\x01\x01"
    )
    assert first_words("OAUTHBEARER", "a=b,c@x.example", "tok", "imap", 993) == (
        b"n,a=a=3Db=2Cc@x.example,\x01host=imap\x01port=993\x01auth=Bearer tok\x01\x01"
    )
    forged = first_words("XOAUTH2", "a\x01auth=Bearer other\r\n", "tok", "", 0)
    assert forged.count(b"\x01") == 3


@pytest.mark.parametrize(
    ("provider", "place", "scope"),
    [("microsoft", "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize", "offline_access"),
     ("google", "https://accounts.google.com/o/oauth2/v2/auth", "https://mail.google.com/")],
)  # fmt: skip
def test_where_somebody_signs_in(provider: str, place: str, scope: str) -> None:
    app = SignInApp(provider=provider, client_id="id-1", tenant="contoso.example")
    address = providers.sign_in_address(
        app, redirect="https://desk.example/back/", state="s", challenge="c", account="help@x.example"
    )
    asked = parse_qs(urlsplit(address).query)
    assert address.partition("?")[0] == place
    assert scope in asked["scope"][0].split(" ")
    assert (asked["redirect_uri"], asked["login_hint"]) == (
        ["https://desk.example/back/"],
        ["help@x.example"],
    )
    assert "client_secret" not in asked


@pytest.mark.parametrize(
    ("error", "reason"),
    [("invalid_grant", "sign_in_again"), ("invalid_client", "app_refused"), ("server_error", "no_token"),
     ("", "no_token")],
)  # fmt: skip
def test_what_an_error_means(error: str, reason: str) -> None:
    assert refusal(error, "x" * 5000).reason == reason
