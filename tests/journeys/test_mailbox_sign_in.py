"""An administrator connects a mailbox at its provider, in a browser, and its mail is fetched with the token."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Page, expect

from opora.people.models import Person
from tests.cast import PASSWORD
from tests.conftest import needs
from tests.journeys.conftest import House, sign_in, violations
from tests.mail.letters import letter
from tests.servers import dovecot, provider
from tests.servers.dovecot import USER, Dovecot
from tests.servers.provider import CLIENT, SECRET, Provider


@pytest.fixture
def accounts() -> Iterator[Provider]:
    with provider.running() as made:
        yield made


@pytest.fixture
def mails(accounts: Provider) -> Iterator[Dovecot]:
    needs("Dovecot", present=dovecot.is_here(), install="apt-get install dovecot-imapd dovecot-pop3d")
    with dovecot.running(accounts.url) as server:
        yield server


def test_from_an_app_to_fetched_mail(house: House, page: Page, accounts: Provider, mails: Dovecot) -> None:
    adam = house.cast.adam
    Person.objects.filter(pk=adam.pk).update(password=PBKDF2PasswordHasher().encode(PASSWORD, "salt"))
    mails.put(letter(subject="Where is parcel 77?").as_bytes())
    sign_in(page, house, adam)

    page.goto(f"{house.url}/administration/mailboxes/")
    page.get_by_role("link", name="Register an app").click()
    page.get_by_role("link", name="another one").click()
    expect(page.locator("#redirect")).to_have_text(f"{house.url}/administration/mailboxes/signed-in/")
    page.fill("[name=name]", "Severka accounts")
    page.fill("[name=client_id]", CLIENT)
    page.fill("[name=client_secret]", SECRET)
    page.fill("[name=authorize_url]", f"{accounts.url}/authorize")
    page.fill("[name=token_url]", f"{accounts.url}/token")
    page.fill("[name=scopes]", "mail")
    assert violations(page) == []
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name=USER).click()
    page.select_option("[name=incoming]", "imap")
    page.fill("[name=in_host]", "127.0.0.1")
    page.fill("[name=in_port]", str(mails.imap_port))
    page.select_option("[name=in_security]", "plain")
    expect(page.locator("[name=sign_in_app]")).to_be_hidden()
    page.select_option("[name=in_sign_in]", "oauth")
    expect(page.locator("[name=in_password]")).to_be_hidden()
    page.select_option("[name=sign_in_app]", label="Severka accounts")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Nobody has signed in yet")).to_be_visible()
    page.get_by_role("button", name="Sign in with Severka accounts").click()
    expect(page.get_by_role("heading", name="Sign in to Severka")).to_be_visible()
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_text(f"Connected, signed in as {USER}")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Test the connection").click()
    expect(page.locator('.trial [data-good="yes"]')).to_have_count(8)

    page.goto(f"{house.url}/desk/?list=unassigned")
    expect(page.get_by_text("Where is parcel 77?").first).to_be_visible()
