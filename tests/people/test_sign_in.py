"""Signing in: password, mailed code and link, second step, recovery, new passwords; and how often one may try."""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.core.cache import cache
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from opora.events.models import Event
from opora.people.actions import add_identity, change_person, change_role, create_person, remove_identity
from opora.people.models import Person
from opora.people.public import Actor, magic_link
from tests.cast import PASSWORD, Cast

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def own_cache(settings: object) -> Iterator[None]:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # type: ignore[attr-defined]
    cache.clear()
    yield
    cache.clear()


def signed_in(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_by_password_each_to_their_own_place(cast: Cast) -> None:
    for person in (cast.vera, cast.sofia, cast.adam):
        answer = Client().post(LOGIN, {"login": person.email, "password": PASSWORD})
        assert answer.url == "/desk/"
    from opora.people.actions import set_password

    set_password(actor=Actor.system(), person=cast.anna, password=PASSWORD, check=False)
    assert Client().post(LOGIN, {"login": "ANNA@veter.example", "password": PASSWORD}).url == "/requests/"


def test_a_wrong_password_tells_nothing_more(cast: Cast, client: Client) -> None:
    known = client.post(LOGIN, {"login": cast.vera.email, "password": "wrong"})
    unknown = client.post(LOGIN, {"login": "nobody@severka.example", "password": "wrong"})
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert known.context["form"].errors == unknown.context["form"].errors


def test_guessing_is_stopped(cast: Cast, client: Client) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": cast.vera.email, "password": "wrong"})
    answer = client.post(LOGIN, {"login": cast.vera.email, "password": PASSWORD})
    assert signed_in(client) == ""
    assert answer.status_code in {200, 429}


def test_a_forged_sign_in_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(LOGIN, {"login": cast.vera.email, "password": PASSWORD}).status_code == 403
    assert signed_in(client) == ""


def test_somebody_switched_off_is_told_so(cast: Cast, client: Client) -> None:
    change_person(actor=Actor.system(), person=cast.vera, is_active=False)
    client.post(LOGIN, {"login": cast.vera.email, "password": PASSWORD})
    assert signed_in(client) == ""
    assert client.get("/accounts/inactive/").status_code == 200


def ask_for_mail(client: Client, person: Person) -> str:
    answer = client.post("/accounts/login/code/", {"email": person.email})
    assert answer.url.startswith("/accounts/login/code/confirm/")
    assert client.get(answer.url).status_code == 200
    return str(mail.outbox[-1].body)


def test_by_a_mailed_code(cast: Cast, client: Client) -> None:
    text = ask_for_mail(client, cast.vera)
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", text, re.M)
    assert found, text
    wrong = client.post("/accounts/login/code/confirm/", {"code": "XXXXXX"})
    assert wrong.status_code == 200
    assert client.post("/accounts/login/code/confirm/", {"code": found[1]}).url == "/desk/"
    assert signed_in(client) == str(cast.vera.pk)


def link_in(text: str) -> str:
    found = re.search(r"http://[^/]+(/accounts/link/\S+)", text)
    assert found, text
    return found[1]


def test_by_the_link_in_the_same_mail_on_any_device(cast: Cast, client: Client) -> None:
    link, phone = link_in(ask_for_mail(client, cast.vera)), Client()
    for _ in range(2):  # a scanner looks at it
        assert phone.get(link).status_code == 200
    assert signed_in(phone) == ""
    assert phone.post(link).url == "/desk/"
    assert signed_in(phone) == str(cast.vera.pk)
    again = Client()
    assert again.post(link).status_code == 410
    assert again.get(link).status_code == 410


def test_a_link_ends_after_a_quarter_of_an_hour_or_a_sign_in(cast: Cast) -> None:
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False) as clock:
        link = magic_link.path_for(cast.vera)
        clock.shift(timedelta(minutes=14))
        assert Client().get(link).status_code == 200
        clock.shift(timedelta(minutes=2))
        assert Client().post(link).status_code == 410
    link = magic_link.path_for(cast.vera)
    Client().post(LOGIN, {"login": cast.vera.email, "password": PASSWORD})
    assert Client().post(link).status_code == 410


def test_a_forged_link_opens_nothing(cast: Cast) -> None:
    assert Client().post("/accounts/link/abc:def:ghi/").status_code == 410
    link = magic_link.path_for(cast.vera)
    change_person(actor=Actor.system(), person=cast.vera, is_active=False)
    assert Client().post(link).status_code == 410


def test_nobody_learns_who_is_known_and_nobody_is_bothered(cast: Cast, client: Client) -> None:
    answer = client.post("/accounts/login/code/", {"email": "nobody@severka.example"})
    assert answer.url.startswith("/accounts/login/code/confirm/")
    assert (
        client.post("/accounts/password/reset/", {"email": "nobody@severka.example"}).url
        == "/accounts/password/reset/done/"
    )
    assert mail.outbox == []


def test_mails_are_not_poured_out(cast: Cast) -> None:
    for _ in range(8):
        Client().post("/accounts/login/code/", {"email": cast.vera.email})
    assert len(mail.outbox) == 3


def test_the_second_step_is_asked_after_password_and_link(cast: Cast) -> None:
    secret = "A" * 32
    TOTP.activate(cast.vera, secret)
    RecoveryCodes.activate(cast.vera)
    link = magic_link.path_for(cast.vera)
    browsers = {"password": Client(), "link": Client()}
    browsers["password"].post(LOGIN, {"login": cast.vera.email, "password": PASSWORD})
    browsers["link"].post(link)
    for client in browsers.values():
        assert signed_in(client) == ""
        assert client.get("/accounts/2fa/authenticate/").status_code == 200
    recovery = RecoveryCodes(
        Authenticator.objects.get(user=cast.vera, type="recovery_codes")
    ).get_unused_codes()[0]
    assert browsers["password"].post("/accounts/2fa/authenticate/", {"code": code(secret)}).url == "/desk/"
    assert browsers["link"].post("/accounts/2fa/authenticate/", {"code": recovery}).url == "/desk/"


def surely(client: Client, person: Person) -> None:
    """Signed in, and a moment ago shown to be still the same."""
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_setting_the_second_step_up_and_off(cast: Cast, client: Client) -> None:
    surely(client, cast.vera)
    assert client.get("/accounts/2fa/").status_code == 200
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert Authenticator.objects.filter(user=cast.vera, type="totp").exists()
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=cast.vera, type="totp").exists()


def registered(origin: str = "http://testserver") -> dict[str, object]:
    """What a browser sends when it made a passkey: here the key is real and its device is not."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(Aaguid(bytes(16)), b"a passkey", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 0, held)
    said = CollectedClientData.create(type="webauthn.create", challenge=b"challenge", origin=origin)
    response = {
        "clientDataJSON": websafe_encode(said),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    own = websafe_encode(b"a passkey")
    return {"id": own, "rawId": own, "type": "public-key", "response": response, "clientExtensionResults": {}}


def test_passkeys_have_their_pages(cast: Cast, client: Client) -> None:
    surely(client, cast.vera)
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200
    data = {"name": "Phone", "credential": registered(), "passwordless": True}
    key = Authenticator.objects.create(user=cast.vera, type="webauthn", data=data)
    assert "Phone" in client.get("/accounts/2fa/webauthn/").content.decode()
    assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/").status_code == 200
    assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 200
    again = client.get("/accounts/2fa/webauthn/reauthenticate/")
    assert "mfa_webauthn_reauthenticate" in again.content.decode()
    client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Laptop"})
    key.refresh_from_db()
    assert key.data["name"] == "Laptop"
    client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(user=cast.vera).exists()
    asked = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
    options = Client().get("/accounts/2fa/webauthn/login/", headers=asked)
    assert "challenge" in options.content.decode()


def test_is_it_still_you(cast: Cast, client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False) as clock:
        client.post(LOGIN, {"login": cast.vera.email, "password": PASSWORD})
        clock.shift(timedelta(hours=1))
        answer = client.get("/accounts/2fa/totp/activate/")
        assert answer.url.startswith("/accounts/reauthenticate/")
        assert client.get(answer.url).status_code == 200
        assert client.post(answer.url, {"password": "wrong"}).status_code == 200
        assert client.post(answer.url, {"password": PASSWORD}).url == "/accounts/2fa/totp/activate/"


def test_a_second_step_shows_that_it_is_still_you(cast: Cast, client: Client) -> None:
    TOTP.activate(cast.vera, "A" * 32)
    Authenticator.objects.create(user=cast.vera, type="webauthn", data={"name": "Phone", "credential": {}})
    client.force_login(cast.vera, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/accounts/2fa/reauthenticate/").status_code == 200


def test_a_forgotten_password(cast: Cast, client: Client) -> None:
    assert client.get("/accounts/password/reset/").status_code == 200
    answer = client.post("/accounts/password/reset/", {"email": cast.vera.email}, follow=True)
    assert answer.templates[0].name == "account/password_reset_done.html"
    found = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found
    page = client.get(found[1], follow=True)
    assert page.templates[0].name == "account/password_reset_from_key.html"
    here = page.request["PATH_INFO"]
    assert client.post(here, {"password1": "12345", "password2": "12345"}).status_code == 200
    done = client.post(here, {"password1": "several good words", "password2": "several good words"})
    assert done.status_code == 302
    assert Client().login(email=cast.vera.email, password="several good words")
    assert Event.objects.filter(kind="person.changed", data__field="password", actor_id=cast.vera.pk).exists()
    assert Client().get(found[1], follow=True).context["token_fail"]
    assert client.get("/accounts/password/reset/key/done/").status_code == 200


@pytest.mark.parametrize("page", ["/accounts/password/reset/", "/accounts/login/code/"])
def test_links_into_an_account_lead_to_the_desk_whatever_host_was_asked(
    cast: Cast, client: Client, settings: Any, page: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post(page, {"email": cast.vera.email}, headers={"host": "thief.example"})
    text = str(mail.outbox[0].body)
    assert (f"{settings.ENV.url}/accounts/" in text, "thief" in text) == (True, False)


def test_changing_and_setting_a_password(cast: Cast, client: Client) -> None:
    client.post(LOGIN, {"login": cast.vera.email, "password": PASSWORD})
    assert client.get("/accounts/password/change/").status_code == 200
    given = {"oldpassword": PASSWORD, "password1": "several good words", "password2": "several good words"}
    client.post("/accounts/password/change/", given)
    assert signed_in(client) == str(cast.vera.pk)
    assert Client().login(email=cast.vera.email, password="several good words")
    client.force_login(cast.anna)
    assert client.get("/accounts/password/set/").status_code == 200


def test_signing_out_needs_a_press(cast: Cast, client: Client) -> None:
    client.force_login(cast.vera)
    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert signed_in(client) == ""


def test_nobody_signs_up_or_changes_addresses_past_the_verbs(cast: Cast, client: Client) -> None:
    assert client.get("/accounts/signup/").templates[0].name == "account/signup_closed.html"
    client.post("/accounts/signup/", {"email": "eve@letters.example", "password1": "several good words"})
    assert not Person.objects.filter(email="eve@letters.example").exists()
    client.force_login(cast.vera)
    assert client.post(
        "/accounts/email/", {"action_add": "", "email": "eve@letters.example"}
    ).status_code in {302, 405}
    assert not EmailAddress.objects.filter(email="eve@letters.example").exists()


def test_staff_sign_in_by_any_address_of_theirs_and_no_former_one(cast: Cast) -> None:
    system = Actor.system()
    extra = add_identity(actor=system, person=cast.vera, kind="email", value="sokolova@severka.example")
    assert (
        Client().post(LOGIN, {"login": "sokolova@severka.example", "password": PASSWORD}).status_code == 302
    )
    remove_identity(actor=system, identity=extra)
    browser = Client()
    browser.post(LOGIN, {"login": "sokolova@severka.example", "password": PASSWORD})
    assert signed_in(browser) == ""
    former = cast.egor.identities.get()
    add_identity(actor=system, person=cast.egor, kind="email", value="mishin@severka.example")
    remove_identity(actor=system, identity=former)
    assert EmailAddress.objects.get(user=cast.egor).email == "mishin@severka.example"


def test_addresses_follow_the_role(cast: Cast) -> None:
    system = Actor.system()
    person = create_person(actor=system, name="Ida", email="ida@severka.example")
    assert not EmailAddress.objects.filter(user=person).exists()
    change_role(actor=system, person=person, role="agent")
    row = EmailAddress.objects.get(user=person)
    assert (row.email, row.verified, row.primary) == ("ida@severka.example", True, True)
    change_role(actor=system, person=person, role="customer")
    assert not EmailAddress.objects.filter(user=person).exists()


@pytest.mark.parametrize("language", ["ru", "cs", "en"])
def test_in_each_language(cast: Cast, client: Client, language: str) -> None:
    client.cookies["opora_language"] = language
    for url in (LOGIN, "/accounts/login/code/", "/accounts/password/reset/", "/accounts/signup/"):
        assert f'<html lang="{language}"' in client.get(url).content.decode()


def test_broken_utf8_signs_nobody_in(cast: Cast, client: Client) -> None:
    body = b"login=%FF%FE%40x&password=%FF"
    assert client.post(LOGIN, body, content_type="application/x-www-form-urlencoded").status_code == 200
