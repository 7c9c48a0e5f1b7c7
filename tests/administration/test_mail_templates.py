"""The words of the desk's mails: the list, the editor, its preview and its versions."""

import pytest
from django.test import Client

from opora.desk.actions import create_brand
from opora.mail.models import OutgoingMail, TemplateVersion
from opora.mail.public import template_words
from opora.people.public import Actor
from opora.tickets.models import Status
from tests.cast import Cast

PLACE = "/administration/templates/solved/ru/"
WORDS = {"subject": "{{ subject }}", "html": "<p>Готово, {{ customer.name }}!</p>"}


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.adam)
    return client


def test_every_template_can_be_opened_and_seen(cast: Cast, admin: Client) -> None:
    page = admin.get("/administration/templates/").content.decode()
    for purpose in ("confirmation", "answer", "solved", "survey", "too_large"):
        for language in ("ru", "cs", "en"):
            place = f"/administration/templates/{purpose}/{language}/"
            assert f'href="{place}"' in page
            editor = admin.get(place)
            assert editor.status_code == 200
            assert "{{ customer.name }}" in editor.content.decode()
            shown = admin.get(f"{place}preview/")
            assert shown.status_code == 200
            assert 'srcdoc="&lt;!doctype html&gt;' in shown.content.decode()


def test_saving_and_going_back(cast: Cast, admin: Client) -> None:
    answer = admin.post(PLACE, WORDS, follow=True)
    assert "Mails say it from now on" in answer.content.decode()
    assert "changed" in answer.content.decode()
    admin.post(PLACE, {**WORDS, "html": "<p>Всё.</p>"})
    assert template_words("solved", cast.brand.pk, "ru")[1] == "<p>Всё.</p>"
    first = TemplateVersion.objects.earliest("id")
    assert "Put back in force" in admin.get(PLACE).content.decode()
    admin.post(f"{PLACE}restore/", {"version": first.pk})
    assert template_words("solved", None, "ru")[1] == WORDS["html"]
    admin.post(PLACE, {"reset": "yes"})
    assert "решена" in template_words("solved", None, "ru")[1]
    assert admin.post(f"{PLACE}restore/", {"version": "99999"}).status_code == 404


def test_what_is_refused_is_said_at_its_field(admin: Client) -> None:
    answer = admin.post(PLACE, {**WORDS, "html": "<p>a</p>\n<p>{{ customer.nmae }}</p>"})
    assert answer.status_code == 422
    assert "There is no variable “{{ customer.nmae }}” here (line 2)." in answer.content.decode()
    assert "{{ customer.nmae }}&lt;/p&gt;" in answer.content.decode(), "nothing that was typed is lost"
    assert not TemplateVersion.objects.exists()


def test_a_version_that_is_not_valid_any_more_says_so(cast: Cast, admin: Client) -> None:
    old = TemplateVersion.objects.create(purpose="solved", language="ru", subject="x", html="{{ gone }}",
                                         at=cast.anna.created_at)  # fmt: skip
    admin.post(PLACE, WORDS)
    answer = admin.post(f"{PLACE}restore/", {"version": old.pk})
    assert "There is no variable" in answer.content.decode()


def test_a_brand_has_words_of_its_own(cast: Cast, admin: Client) -> None:
    other = create_brand(actor=Actor.of(cast.adam), name="Jižka")
    admin.post(f"{PLACE}?brand={other.pk}", WORDS)
    assert template_words("solved", other.pk, "ru")[1] == WORDS["html"]
    assert "решена" in template_words("solved", cast.brand.pk, "ru")[1]
    page = admin.get("/administration/templates/").content.decode()
    assert "Jižka" in page
    assert "for Jižka only" in admin.get(f"{PLACE}?brand={other.pk}").content.decode()
    assert admin.get(f"{PLACE}?brand=9999").status_code == 404


def test_the_preview_shows_what_is_typed_about_a_real_request(cast: Cast, admin: Client) -> None:
    ticket = cast.tickets[Status.SOLVED]
    shown = admin.post(f"{PLACE}preview/", {**WORDS, "ticket": ticket.pk, "width": "phone"})
    text = shown.content.decode()
    assert "Готово, Анна Ковалёва!" in text
    assert 'class="phone" sandbox=""' in text
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert "no variable" in admin.post(f"{PLACE}preview/", {**WORDS, "html": "{{ x }}"}).content.decode()
    assert admin.post(f"{PLACE}preview/", {"html": ""}).status_code == 200
    hostile = admin.post(
        f"{PLACE}preview/", {**WORDS, "html": '<p>"><script>alert(1)</script></p>'}
    ).content.decode()
    assert "<script" not in hostile
    assert not TemplateVersion.objects.exists()


def test_a_trial_goes_to_whoever_edits(cast: Cast, admin: Client) -> None:
    answer = admin.post(PLACE, {**WORDS, "trial": "yes"})
    assert "on its way to adam@severka.example" in answer.content.decode()
    assert OutgoingMail.objects.get(purpose="letter").address == "adam@severka.example"
    assert not TemplateVersion.objects.exists()


def test_only_administrators(cast: Cast, client: Client) -> None:
    for person in (cast.sofia, cast.vera, cast.anna):
        client.force_login(person)
        for place in ("/administration/templates/", PLACE, f"{PLACE}preview/"):
            assert client.get(place).status_code == 403
        assert client.post(PLACE, WORDS).status_code == 403
        assert client.post(f"{PLACE}restore/", {"version": 1}).status_code == 403


@pytest.mark.parametrize("place", ["letter/ru", "solved/xx"])
def test_there_is_nothing_else(admin: Client, place: str) -> None:
    assert admin.get(f"/administration/templates/{place}/").status_code == 404
