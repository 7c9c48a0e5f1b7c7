"""Writing to us by the form."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opora.desk.actions import change_setting, change_topic
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.models import Attachment, Message, Ticket
from opora.tickets.public import key_for
from tests.cast import PASSWORD, Cast

FORM = {
    "name": "Nina",
    "email": "nina@letters.example",
    "subject": "It does not open",
    "text": "The app closes at once.",
}


def sent_number(client: Client, answer: object) -> int:
    page = client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    found = re.search(r"<strong>(\d+)</strong>", page)
    assert found, page
    return int(found[1])


def test_a_stranger_writes(cast: Cast, client: Client) -> None:
    answer = client.post("/requests/new", FORM)
    ticket = Ticket.objects.get(pk=sent_number(client, answer))
    assert (ticket.requester.email, ticket.requester.name, ticket.subject) == (
        FORM["email"],
        "Nina",
        FORM["subject"],
    )
    assert ticket.channel == "web"
    assert ticket.messages.get().text == FORM["text"]


def test_the_page_after_it_gives_no_link_to_an_unproven_address(cast: Cast, client: Client) -> None:
    answer = client.post("/requests/new", FORM | {"email": "anna@veter.example"})
    page = client.get(answer.url).content.decode()
    ticket = Ticket.objects.latest("pk")
    assert ticket.requester == cast.anna
    assert key_for(ticket, cast.anna) not in page
    assert client.get("/requests/").templates[0].name == "portal/requests/ask.html"


def test_files_come_along(cast: Cast, client: Client) -> None:
    files = [
        SimpleUploadedFile("účet.pdf", b"%PDF", "application/pdf"),
        SimpleUploadedFile("снимок.png", b"png", "image/png"),
    ]
    client.post("/requests/new", FORM | {"files": files})
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["účet.pdf", "снимок.png"]


def test_a_topic_asks_its_own_questions(cast: Cast, client: Client) -> None:
    page = client.get("/requests/new", {"topic": cast.orders.pk}).content.decode()
    assert 'name="fields.order"' in page
    answer = client.post("/requests/new", FORM | {"topic": cast.orders.pk})
    assert answer.status_code == 422
    assert FORM["text"] in answer.content.decode()
    answer = client.post("/requests/new", FORM | {"topic": cast.orders.pk, "fields.order": "48-1173"})
    ticket = Ticket.objects.get(pk=sent_number(client, answer))
    assert (ticket.topic, ticket.fields) == (cast.orders, {"order": "48-1173"})


def test_htmx_gets_the_questions_alone(cast: Cast, client: Client) -> None:
    answer = client.get(
        "/requests/new",
        {"topic": cast.orders.pk},
        headers={"HX-Request": "true", "HX-Target": "topic-fields"},
    )
    assert answer.templates[0].name == "portal/requests/_topic_fields.html"


def test_without_script_a_button_shows_the_questions_and_keeps_the_words(cast: Cast, client: Client) -> None:
    page = client.post("/requests/new", FORM | {"topic": cast.orders.pk, "ask": "topic"}).content.decode()
    assert 'name="fields.order"' in page
    assert FORM["text"] in page
    assert Ticket.objects.filter(subject=FORM["subject"]).count() == 0


@pytest.mark.parametrize(
    ("definition", "bad", "good", "kept"),
    [
        ({"kind": "number"}, "many", "1 200,5", 1200.5),
        ({"kind": "date"}, "tomorrow", "2026-05-31", "2026-05-31"),
        ({"kind": "choice", "choices": ["red", "blue"]}, "green", "blue", "blue"),
        ({"kind": "long_text"}, None, "a\nb", "a\nb"),
        ({"kind": "flag"}, None, "on", True),
    ],
)
def test_each_kind_of_question(
    cast: Cast, client: Client, definition: dict[str, object], bad: str | None, good: str, kept: object
) -> None:
    field = {"name": "thing", "label": "The thing", **definition}
    change_topic(actor=Actor.system(), topic=cast.orders, fields=[field])
    given = FORM | {"topic": cast.orders.pk}
    if bad is not None:
        refused = client.post("/requests/new", given | {"fields.thing": bad})
        assert refused.status_code == 422
        assert 'id="id_fields.thing_error"' in refused.content.decode()
    answer = client.post("/requests/new", given | {"fields.thing": good})
    assert Ticket.objects.get(pk=sent_number(client, answer)).fields == {"thing": kept}


@pytest.mark.parametrize(
    ("missing", "words"), [("email", "mail address"), ("subject", "required"), ("text", "required")]
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    cast: Cast, client: Client, missing: str, words: str
) -> None:
    answer = client.post("/requests/new", FORM | {missing: "nobody" if missing == "email" else ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{missing}_error"' in page
    for name in {"name", "subject", "text"} - {missing}:
        assert FORM[name] in page


def test_errors_speak_the_persons_language(cast: Cast, client: Client) -> None:
    client.cookies["opora_language"] = "ru"
    page = client.post("/requests/new", FORM | {"text": ""}).content.decode()
    assert "Обязательное поле" in page


def test_a_file_over_the_limit_is_named_and_the_words_stay(cast: Cast, client: Client) -> None:
    change_setting(actor=Actor.system(), name="attachment_megabytes", value=1)
    from opora.desk.public import settings

    settings.forget_values()
    big = SimpleUploadedFile("film.mp4", b"x" * (1024 * 1024 + 1))
    answer = client.post("/requests/new", FORM | {"files": big})
    assert answer.status_code == 422
    assert "film.mp4" in answer.content.decode()
    assert FORM["text"] in answer.content.decode()


def test_broken_utf8_arrives_as_well_as_it_can(cast: Cast, client: Client) -> None:
    body = b"name=Nina&email=nina%40letters.example&subject=%FF%FEbroken&text=caf%E9"
    answer = client.post("/requests/new", body, content_type="application/x-www-form-urlencoded")
    ticket = Ticket.objects.get(pk=sent_number(client, answer))
    assert ticket.subject.endswith("broken")
    assert ticket.messages.get().text == "caf\ufffd"


def test_broken_utf8_in_the_address_breaks_nothing(cast: Cast, client: Client) -> None:
    assert client.get("/requests/new?topic=%FF%FE&from=%FF/%FF").status_code == 200


def test_a_machine_that_fills_every_field_is_left_alone(cast: Cast, client: Client) -> None:
    before = Ticket.objects.count()
    answer = client.post("/requests/new", FORM | {"website": "https://pills.example"})
    assert client.get(answer.url).status_code == 200
    assert Ticket.objects.count() == before


def test_a_double_click_opens_one(cast: Cast, client: Client) -> None:
    numbers = {
        sent_number(client, client.post("/requests/new", FORM | {"submission": "f" * 32})) for _ in range(2)
    }
    assert len(numbers) == 1


def test_too_many_in_an_hour_are_asked_to_wait_and_keep_their_words(cast: Cast, client: Client) -> None:
    for _ in range(10):
        assert client.post("/requests/new", FORM).status_code == 302
    answer = client.post("/requests/new", FORM)
    assert answer.status_code == 429
    assert FORM["text"] in answer.content.decode()
    assert client.post("/requests/new", FORM | {"email": "other@letters.example"}).status_code == 302


def test_one_computer_may_not_write_for_hundreds(cast: Cast, client: Client) -> None:
    codes = [
        client.post("/requests/new", FORM | {"email": f"n{i}@letters.example"}).status_code for i in range(31)
    ]
    assert codes == [302] * 30 + [429]


def test_somebody_signed_in_is_not_asked_who_they_are(cast: Cast, client: Client) -> None:
    client.force_login(cast.mia)
    assert 'name="email"' not in client.get("/requests/new").content.decode()
    answer = client.post("/requests/new", {"subject": "Hello", "text": "It is me"})
    ticket = Ticket.objects.get(subject="Hello")
    assert ticket.requester == cast.mia
    assert answer.url == f"/requests/{ticket.pk}/{key_for(ticket, cast.mia)}/"


def test_nor_is_somebody_who_comes_from_their_request(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["open"]
    url = f"/requests/new?from={ticket.pk}/{key_for(ticket, cast.anna)}"
    assert 'name="email"' not in client.get(url).content.decode()
    client.post(url, {"subject": "Ещё одно", "text": "И вот ещё"})
    assert Ticket.objects.get(subject="Ещё одно").requester == cast.anna


def test_a_forged_key_makes_nobody(cast: Cast, client: Client) -> None:
    key = key_for(cast.tickets["open"], cast.anna)
    assert 'name="email"' in client.get(f"/requests/new?from={cast.tickets['new'].pk}/{key}").content.decode()


def test_without_a_department_the_form_says_so(db: None, client: Client) -> None:
    page = client.get("/requests/new")
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()


def test_a_forged_form_is_explained(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/requests/new", FORM)
    assert answer.status_code == 403
    assert answer.templates[0].name == "ui/errors/forged.html"
    assert Person.objects.filter(email=FORM["email"]).count() == 0


def test_the_confirmation_cannot_be_forged(cast: Cast, client: Client) -> None:
    assert client.get("/requests/sent/abc:def:ghi/").status_code == 404


def test_words_of_the_mail_are_kept_as_written(cast: Cast, client: Client) -> None:
    text = "Здравствуйте!\n\n<b>не тег</b> & «кавычки»"
    client.post("/requests/new", FORM | {"text": text})
    assert Message.objects.latest("pk").text.replace("\r", "") == text


def test_staff_write_as_customers_too(cast: Cast, client: Client) -> None:
    client.login(email=cast.vera.email, password=PASSWORD)
    client.post("/requests/new", {"subject": "My own", "text": "The coffee machine"})
    assert Ticket.objects.get(subject="My own").requester == cast.vera


def test_many_large_files_together_are_refused(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opora.portal.forms.files.TOGETHER", 0)
    answer = client.post("/requests/new", FORM | {"files": [SimpleUploadedFile("a.txt", b"a")]})
    assert (answer.status_code, "Together these files" in answer.content.decode()) == (422, True)
    many = [SimpleUploadedFile(f"{number}.txt", b"a") for number in range(21)]
    assert "at most 20 files" in client.post("/requests/new", FORM | {"files": many}).content.decode()
