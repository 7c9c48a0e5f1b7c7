"""The pages of mailboxes: guessing, signing in at a provider, mail services, how each stands."""

import dataclasses
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.test import Client
from django.utils import timezone

from opora.desk.actions import change_mailbox, create_sign_in_app
from opora.desk.models import Mailbox, SignInApp
from opora.events.models import Event
from opora.mail.doors.http.signature import sign
from opora.mail.models import IncomingMail, MailboxGrant, MailboxKey, MailboxState, OutgoingMail
from opora.people.public import Actor
from tests.cast import Cast
from tests.mail.letters import letter
from tests.servers import provider
from tests.servers.provider import CLIENT, SECRET, Provider

SYSTEM = Actor.system()
MAKE = {"make": "yes"}


@pytest.fixture
def admin(cast: Cast, client: Client, settings: Any) -> Client:
    settings.ENV = dataclasses.replace(settings.ENV, dns_servers="off")
    client.force_login(cast.adam)
    return client


@pytest.fixture
def accounts() -> Iterator[Provider]:
    with provider.running() as made:
        yield made


@pytest.fixture
def app(cast: Cast, accounts: Provider) -> SignInApp:
    values = {
        "name": "Severka accounts", "provider": "other", "client_id": CLIENT, "client_secret": SECRET, "scopes": "mail",
        "authorize_url": f"{accounts.url}/authorize", "token_url": f"{accounts.url}/token",
    }  # fmt: skip
    made = create_sign_in_app(actor=SYSTEM, **values)
    change_mailbox(
        actor=SYSTEM,
        mailbox=cast.mailbox,
        incoming="imap",
        in_host="127.0.0.1",
        in_sign_in="oauth",
        sign_in_app=made,
    )
    return made


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *words: Any) -> None:
        """The redirect is the answer."""


def at_the_provider(address: str, who: str = "help@severka.example", allow: str = "yes") -> str:
    """What somebody does on the provider's page; the address they are sent back to."""
    opener = build_opener(_Stay)
    with opener.open(address) as page:
        assert b"Sign in to Severka" in page.read()
    parts = urlsplit(address)
    form = urlencode({"query": parts.query, "who": who, "allow": allow}).encode()
    try:
        opener.open(Request(f"{parts.scheme}://{parts.netloc}/authorize", form))
    except OSError as answer:
        return str(answer.headers["Location"])  # type: ignore[attr-defined]
    raise AssertionError


def said(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_from_the_button_to_connected(cast: Cast, admin: Client, app: SignInApp, accounts: Provider) -> None:
    url = f"/administration/mailboxes/{cast.mailbox.pk}/"
    page = admin.get(url)
    assert f"form-action 'self' {accounts.url};" in page["Content-Security-Policy"]
    assert "Sign in with Severka accounts" in page.content.decode()
    away = admin.post(f"{url}sign-in/")
    asked = parse_qs(urlsplit(away.url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"][0].endswith("/administration/mailboxes/signed-in/")
    back = admin.get(at_the_provider(away.url))
    assert back.url == url
    text = said(admin, url)
    assert "Connected: help@severka.example, signed in as help@severka.example." in text
    grant = MailboxGrant.objects.get()
    kept = [
        grant.access_sealed,
        grant.refresh_sealed,
        *map(str, Event.objects.values_list("data", flat=True)),
    ]
    assert not [one for one in kept if re.search(r"[ar]t-\w{10}", one)]
    assert not re.search(r"[ar]t-\w{10}", text + said(admin, "/administration/audit/"))
    assert "signed in to the mailbox help@severka.example" in said(admin, "/administration/audit/")
    assert admin.post(f"{url}sign-out/").url == url
    assert not MailboxGrant.objects.exists()
    assert "Nobody has signed in yet" in said(admin, url)


def test_what_comes_back_belongs_to_this_session_once(
    cast: Cast, admin: Client, app: SignInApp, accounts: Provider
) -> None:
    begin = f"/administration/mailboxes/{cast.mailbox.pk}/sign-in/"
    address = at_the_provider(admin.post(begin).url)
    stranger = Client()
    stranger.force_login(cast.adam)
    assert stranger.get(address).url == "/administration/mailboxes/"
    assert not MailboxGrant.objects.exists()
    other = address.replace("state=", "state=x")
    assert admin.get(other).status_code == 302
    assert not MailboxGrant.objects.exists()
    assert admin.get(address).status_code == 302  # the mistake has used it up
    assert not MailboxGrant.objects.exists()
    address = at_the_provider(admin.post(begin).url)
    admin.get(address)
    assert MailboxGrant.objects.exists()
    MailboxGrant.objects.all().delete()
    admin.get(address)
    assert not MailboxGrant.objects.exists()


def test_refused_at_the_provider(cast: Cast, admin: Client, app: SignInApp) -> None:
    begin = f"/administration/mailboxes/{cast.mailbox.pk}/sign-in/"
    back = admin.get(at_the_provider(admin.post(begin).url, allow="no"))
    text = said(admin, back.url)
    assert "Signing in did not work" in text
    assert "did not allow it" in text


def test_a_wrong_secret_says_what_to_do(cast: Cast, admin: Client, app: SignInApp) -> None:
    admin.post(f"/administration/mailboxes/apps/{app.pk}/", app_form(app) | {"client_secret": "wrong"})
    begin = f"/administration/mailboxes/{cast.mailbox.pk}/sign-in/"
    back = admin.get(at_the_provider(admin.post(begin).url))
    assert "secret is wrong" in said(admin, back.url)


def test_without_an_app_there_is_nowhere_to_go(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"/administration/mailboxes/{cast.mailbox.pk}/sign-in/")
    assert answer.url == f"/administration/mailboxes/{cast.mailbox.pk}/"


def app_form(app: SignInApp) -> dict[str, str]:
    names = ("name", "client_id", "authorize_url", "token_url", "scopes")
    return {name: getattr(app, name) for name in names}


def test_apps_of_each_provider(cast: Cast, admin: Client) -> None:
    for code, words in (
        ("microsoft", "entra.microsoft.com"),
        ("google", "console.cloud.google.com"),
        ("other", "PKCE"),
    ):
        text = said(admin, f"/administration/mailboxes/apps/new/?provider={code}")
        assert words in text
        assert "/administration/mailboxes/signed-in/" in text
    given = {"name": "Ours", "client_id": "id-1", "client_secret": "sec ret", "tenant": "contoso.example",
             "secret_expires_on": "2027-05-01"}  # fmt: skip
    admin.post("/administration/mailboxes/apps/new/?provider=microsoft", given)
    row = SignInApp.objects.get()
    assert (row.provider, row.tenant, row.client_secret) == ("microsoft", "contoso.example", "sec ret")
    url = f"/administration/mailboxes/apps/{row.pk}/"
    assert "sec ret" not in said(admin, url)
    admin.post(url, given | {"client_secret": "", "name": "Theirs"})
    row.refresh_from_db()
    assert (row.name, row.client_secret) == ("Theirs", "sec ret")
    assert not Event.objects.filter(data__icontains="sec ret").exists()


@pytest.mark.parametrize(
    ("provider", "change", "field"),
    [("microsoft", {"as_app": "on", "tenant": "common"}, "tenant"), ("microsoft", {"tenant": "a/b"}, "tenant"),
     ("microsoft", {"client_id": " "}, "client_id"), ("other", {}, "authorize_url"),
     ("other", {"authorize_url": "https://a.example/", "token_url": "http://a.example/"}, "token_url"),
     ("other", {"authorize_url": "javascript:alert(1)", "token_url": "https://a.example/"}, "authorize_url"),
     ("other", {"authorize_url": "https://u:p@a.example/", "token_url": "https://a.example/"}, "authorize_url")],
)  # fmt: skip
def test_an_app_that_cannot_work_is_refused_at_its_field(
    cast: Cast, admin: Client, provider: str, change: dict[str, str], field: str
) -> None:
    given = {"name": "Ours", "client_id": "id-1", "client_secret": "s"} | change
    answer = admin.post(f"/administration/mailboxes/apps/new/?provider={provider}", given)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_the_address_alone_brings_the_rest(cast: Cast, admin: Client) -> None:
    assert "by-hand=1" in said(admin, "/administration/mailboxes/new/")
    page = admin.get("/administration/mailboxes/new/", {"address": "shop@yandex.ru"})
    form = page.context["form"]
    assert (form["in_host"].value(), form["out_port"].value(), form["in_login"].value()) == (
        "imap.yandex.ru", 465, "shop@yandex.ru",
    )  # fmt: skip
    assert "app password" in page.content.decode()
    assert "Register one" in said(admin, "/administration/mailboxes/new/?address=shop@gmail.com")
    app = create_sign_in_app(actor=SYSTEM, name="G", provider="google", client_id="x")
    page = admin.get("/administration/mailboxes/new/", {"address": "shop@gmail.com"})
    assert (page.context["form"]["in_sign_in"].value(), page.context["form"].initial["sign_in_app"]) == (
        "oauth",
        app,
    )
    page = admin.get("/administration/mailboxes/new/", {"address": "shop@nowhere.example"})
    assert "No server was found" in page.content.decode()
    assert admin.get("/administration/mailboxes/new/", {"address": "<b>"}).status_code == 422


def test_a_mailbox_with_tokens_needs_an_app_and_then_a_sign_in(cast: Cast, admin: Client) -> None:
    given = {"address": "new@severka.example", "department": str(cast.billing.pk), "is_active": "on",
             "incoming": "imap", "in_host": "imap.gmail.com", "in_security": "tls", "in_sign_in": "oauth",
             "after_fetch": "seen",
             "out_security": "tls", "out_sign_in": "oauth"}  # fmt: skip
    answer = admin.post("/administration/mailboxes/new/", given)
    assert 'id="id_sign_in_app_error"' in answer.content.decode()
    app = create_sign_in_app(actor=SYSTEM, name="G", provider="google", client_id="x")
    answer = admin.post("/administration/mailboxes/new/", given | {"sign_in_app": str(app.pk)})
    row = Mailbox.objects.get(address="new@severka.example")
    assert answer.url == f"/administration/mailboxes/{row.pk}/"
    text = said(admin, answer.url)
    assert "Sign in with Google" in text
    assert "nobody has signed in" in said(admin, "/administration/mailboxes/")


def test_the_address_for_a_mail_service(cast: Cast, admin: Client, settings: Any, tmp_path: Any) -> None:
    settings.MAIL_ROOT = str(tmp_path / "mail")
    url = f"/administration/mailboxes/{cast.mailbox.pk}/service/"
    assert "First choose" in said(admin, url)
    refused = admin.post(url, MAKE)
    assert (refused.status_code, MailboxKey.objects.count()) == (422, 0)
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, incoming="http")
    assert "Make the address" in said(admin, url)
    text = admin.post(url, MAKE).content.decode()
    secret = re.search(r'id="secret">(opora_mail_[\w-]+)<', text)
    assert secret is not None
    assert secret.group(1) not in said(admin, url)
    key, body = MailboxKey.objects.get(), letter().as_bytes()
    header = {"X-Opora-Signature": sign(secret.group(1), int(time.time()), body)}
    path = f"/api/v1/mail/incoming/{key.key}"
    assert path in text
    assert Client().generic("POST", path, body, "message/rfc822", headers=header).status_code == 200
    assert IncomingMail.objects.get().mailbox == cast.mailbox
    assert Client().post(path).status_code == 401
    assert "carries no signature" in said(admin, url)
    again = admin.post(url, MAKE).content.decode()
    assert "the former one is good until" in again
    assert admin.post(f"{url}former/").url == url
    assert "the former one is good until" not in said(admin, url)
    admin.post(url, {"signing_key": "key-of-mailgun"})
    assert "A key is kept" in said(admin, url)
    assert "key-of-mailgun" not in said(admin, url)
    assert Client().get(url).status_code == 302
    assert admin.post(url, {"signing_key": "ключ"}).status_code == 422


def test_how_a_mailbox_stands(cast: Cast, admin: Client, django_assert_max_num_queries: Any) -> None:
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, incoming="imap", in_host="imap.example")
    words = "NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled"
    failing = {"in_failure": "login_refused", "in_words": words, "checked_at": timezone.now()}
    MailboxState.objects.create(mailbox=cast.mailbox, out_failure="no_connection", **failing)
    OutgoingMail.objects.update(mailbox=cast.mailbox)
    text = said(admin, f"/administration/mailboxes/{cast.mailbox.pk}/")
    assert "make an app password" in text
    assert words in text
    assert "Waiting to be sent" in text
    with django_assert_max_num_queries(14):
        text = said(admin, "/administration/mailboxes/")
    assert "make an app password" in text
