"""Departments, topics, companies, mailboxes, settings, look, audit."""

import socket

import pytest
from django.test import Client

from opora.desk.models import Brand, Department, Mailbox, Topic
from opora.desk.public import settings as desk_settings
from opora.events.models import Event
from opora.mail.models import MailboxState
from opora.people.models import Organization
from tests.cast import Cast


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.adam)
    return client


DEPARTMENT = {
    "name": "Technical", "name_ru": "Техническая", "name_cs": "Technická", "name_en": "", "language": "cs",
    "from_name": "", "adds_cc": "on",
    "is_active": "on", "position": "2", "signature": "Yours\nSeverka", "signature_ru": "Ваша Северка",
}  # fmt: skip


def test_a_department(cast: Cast, admin: Client) -> None:
    admin.post("/administration/departments/new/", DEPARTMENT)
    row = Department.objects.get(name="Technical")
    assert row.translations == {"ru": "Техническая", "cs": "Technická"}
    assert row.signature_in("en") == "<p>Yours<br>Severka</p>"
    assert row.signature_in("ru") == "<p>Ваша Северка</p>"
    page = admin.get(f"/administration/departments/{row.pk}/").content.decode()
    assert "Yours\nSeverka" in page
    admin.post(f"/administration/departments/{row.pk}/", DEPARTMENT | {"name": "Techies"})
    row.refresh_from_db()
    assert row.name == "Techies"


def test_a_signature_made_elsewhere_stays_until_its_words_change(cast: Cast, admin: Client) -> None:
    from opora.desk.actions import change_department
    from opora.people.public import Actor

    rich = "<p><b>Severka</b></p>"
    change_department(actor=Actor.system(), department=cast.billing, signature=rich)
    url = f"/administration/departments/{cast.billing.pk}/"
    admin.post(url, DEPARTMENT | {"signature": "Severka"})
    cast.billing.refresh_from_db()
    assert cast.billing.signature == rich


def test_a_nameless_department_is_refused(cast: Cast, admin: Client) -> None:
    answer = admin.post("/administration/departments/new/", DEPARTMENT | {"name": " "})
    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.content.decode()


def questions(*rows: dict[str, str]) -> dict[str, str]:
    given = {"questions-TOTAL_FORMS": str(len(rows)), "questions-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        given |= {f"questions-{number}-{key}": value for key, value in ({"kind": "text"} | row).items()}
    return given


TOPIC = {
    "name": "Returns",
    "name_cs": "Vrácení",
    "priority": "3",
    "type": "task",
    "is_public": "on",
    "is_active": "on",
    "position": "0",
}


def test_a_topic_with_questions(cast: Cast, admin: Client) -> None:
    rows = questions(
        {"label": "Colour", "kind": "choice", "choices": "red\n\nblue", "label_ru": "Цвет", "required": "on"},
        {"label": "When", "kind": "date", "name": "bought_at"},
        {"label": ""},
    )
    admin.post("/administration/topics/new/", TOPIC | {"department": str(cast.billing.pk)} | rows)
    topic = Topic.objects.get(name="Returns")
    assert (topic.department, topic.priority, topic.type) == (cast.billing, 3, "task")
    assert [(field["name"], field["kind"], field["required"]) for field in topic.fields] == [
        ("field_1", "choice", True),
        ("bought_at", "date", False),
    ]
    assert topic.fields[0]["choices"] == ["red", "blue"]
    assert topic.fields[0]["labels"] == {"ru": "Цвет"}
    page = admin.get(f"/administration/topics/{topic.pk}/").content.decode()
    assert "red\nblue" in page
    assert "bought_at" in page


def test_questions_that_make_no_sense_are_said(cast: Cast, admin: Client) -> None:
    answer = admin.post(
        "/administration/topics/new/", TOPIC | questions({"label": "Colour", "kind": "choice"})
    )
    assert answer.status_code == 422
    assert "a choice its choices" in answer.content.decode()
    assert Topic.objects.filter(name="Returns").count() == 0


def test_a_question_is_taken_away_and_another_added(cast: Cast, admin: Client) -> None:
    url = f"/administration/topics/{cast.orders.pk}/"
    rows = questions({"label": "Order number", "name": "order", "DELETE": "on"}, {"label": "Shop"})
    answer = admin.post(url, TOPIC | rows | {"questions-INITIAL_FORMS": "1", "more": "yes"})
    assert answer.url == url
    cast.orders.refresh_from_db()
    assert [field["label"] for field in cast.orders.fields] == ["Shop"]


def test_a_company(cast: Cast, admin: Client) -> None:
    given = {
        "name": "Perník",
        "domains": "Pernik.example\npernik.cz.example",
        "shares_tickets": "on",
        "note": "",
    }
    admin.post("/administration/organizations/new/", given)
    row = Organization.objects.get(name="Perník")
    assert row.shares_tickets
    assert sorted(row.domains.values_list("domain", flat=True)) == ["pernik.cz.example", "pernik.example"]
    refused = admin.post(
        "/administration/organizations/new/", given | {"name": "X", "domains": "veter.example"}
    )
    assert refused.status_code == 422
    assert 'id="id_domains_error"' in refused.content.decode()
    admin.post(
        f"/administration/organizations/{row.pk}/", {"name": "Perník a syn", "domains": "", "note": "hm"}
    )
    row.refresh_from_db()
    assert (row.name, row.shares_tickets, row.domains.count()) == ("Perník a syn", False, 0)
    assert "Perník" in admin.get("/administration/organizations/?q=Pern").content.decode()
    assert "Perník" not in admin.get("/administration/organizations/?q=zzz").content.decode()


MAILBOX = {
    "address": "new@severka.example", "is_active": "on", "incoming": "imap", "in_host": "127.0.0.1", "in_port": "1",
    "in_security": "none", "in_login": "new", "in_password": "secret one", "folder": "", "after_fetch": "seen",
    "move_to": "",
    "out_host": "127.0.0.1", "out_port": "1", "out_security": "none", "out_login": "", "out_password": "",
}  # fmt: skip


@pytest.fixture
def given(cast: Cast) -> dict[str, str]:
    return {**MAILBOX, "in_security": "plain", "out_security": "plain", "department": str(cast.billing.pk)}


def test_a_mailbox_keeps_its_passwords_sealed_and_unshown(
    cast: Cast, admin: Client, given: dict[str, str]
) -> None:
    admin.post("/administration/mailboxes/new/", given)
    row = Mailbox.objects.get(address="new@severka.example")
    assert (row.in_password, row.folder, row.department) == ("secret one", "INBOX", cast.billing)
    assert "secret one" not in row.in_sealed
    url = f"/administration/mailboxes/{row.pk}/"
    assert "secret one" not in admin.get(url).content.decode()
    admin.post(url, given | {"in_password": "", "in_login": "other"})
    row.refresh_from_db()
    assert (row.in_login, row.in_password) == ("other", "secret one")
    assert not Event.objects.filter(data__icontains="secret one").exists()


def test_folders_of_a_mailbox_are_lines(cast: Cast, admin: Client) -> None:
    given = {
        "address": "orders@severka.example", "department": cast.billing.pk, "incoming": "imap", "in_host": "a.example",
        "in_security": "tls", "after_fetch": "flag", "out_security": "tls", "more_folders": "Заказы\r\nSupport/*\r\n",
        "first_visit": "new", "is_active": "on",
    }  # fmt: skip
    admin.post("/administration/mailboxes/new/", given)
    row = Mailbox.objects.get(address="orders@severka.example")
    assert (row.more_folders, row.first_visit, row.after_fetch) == (["Заказы", "Support/*"], "new", "flag")
    page = admin.get(f"/administration/mailboxes/{row.pk}/").content.decode()
    assert "Заказы\nSupport/*</textarea>" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [({"in_host": ""}, "in_host"), ({"after_fetch": "move"}, "move_to"), ({"address": "nonsense"}, "address"),
     ({"address": "help@severka.example"}, "address"), ({"in_port": "99999"}, "in_port")],
)  # fmt: skip
def test_a_bad_mailbox_is_refused_at_its_field(
    cast: Cast, admin: Client, given: dict[str, str], change: dict[str, str], field: str
) -> None:
    answer = admin.post("/administration/mailboxes/new/", given | change)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_trying_says_what_is_wrong_and_keeps_nothing(
    cast: Cast, admin: Client, given: dict[str, str]
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: whoever connects is refused
        port = str(closed.getsockname()[1])
        page = admin.post(
            "/administration/mailboxes/new/", given | {"in_port": port, "out_port": port, "test": "yes"}
        )
    steps = page.context["steps"]
    assert [step.is_good for step in steps if step.key in {"in_connect", "out_connect"}] == [False, False]
    assert steps[1].words in page.content.decode()
    assert Mailbox.objects.filter(address="new@severka.example").count() == 0


def test_trouble_with_fetching_is_shown(cast: Cast, admin: Client) -> None:
    words = {
        "in_failure": "login_refused",
        "in_words": "NO [AUTHENTICATIONFAILED]",
        "out_failure": "no_connection",
    }
    MailboxState.objects.create(mailbox=cast.mailbox, **words)
    page = admin.get("/administration/mailboxes/").content.decode()
    assert "AUTHENTICATIONFAILED" in page
    assert "refused the login" in page
    assert "can&#x27;t be fetched" in admin.get("/administration/").content.decode()


def test_settings_come_from_their_declarations(cast: Cast, admin: Client) -> None:
    page = admin.get("/administration/settings/")
    form = page.context["form"]
    assert set(desk_settings.declared()) - set(form.fields) == {"set_up"}
    given = {name: form[name].value() for name in form.fields if form[name].value() is not False}
    admin.post(
        "/administration/settings/", given | {"desk_name": "Severka helps", "attachment_megabytes": "7"}
    )
    desk_settings.forget_values()
    assert desk_settings.DESK_NAME.get() == "Severka helps"
    assert desk_settings.ATTACHMENT_MEGABYTES.get() == 7
    refused = admin.post("/administration/settings/", given | {"attachment_megabytes": "9999"})
    assert refused.status_code == 422
    assert 'id="id_attachment_megabytes_error"' in refused.content.decode()


def test_the_desks_time_zone_is_that_of_its_pages(cast: Cast, client: Client) -> None:
    from opora.desk.actions import change_setting
    from opora.people.public import Actor
    from opora.tickets.public import key_for

    change_setting(actor=Actor.system(), name="desk_time_zone", value="Asia/Vladivostok")
    desk_settings.forget_values()
    ticket = cast.tickets["open"]
    page = client.get(f"/requests/{ticket.pk}/{key_for(ticket, cast.anna)}/").content.decode()
    from zoneinfo import ZoneInfo

    first = ticket.messages.order_by("pk")[0].at
    assert f"{first.astimezone(ZoneInfo('Asia/Vladivostok')):%H:%M}" in page


def test_the_look(cast: Cast, admin: Client) -> None:
    admin.post(
        "/administration/brand/",
        {"name": "Severka", "name_cs": "Nápověda Severka", "accent": "#AA3300", "language": ""},
    )
    row = Brand.objects.get()
    assert (row.accent, row.translations) == ("#aa3300", {"cs": "Nápověda Severka"})
    assert "/ui/accent/aa3300.css" in admin.get("/").content.decode()
    assert "/ui/accent/aa3300.css" not in admin.get("/administration/").content.decode()
    assert admin.post("/administration/brand/", {"name": "Severka", "accent": "red"}).status_code == 422


def test_what_was_changed(cast: Cast, admin: Client, django_assert_max_num_queries: object) -> None:
    admin.post("/administration/brand/", {"name": "Severka 2", "accent": "", "language": ""})
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = admin.get("/administration/audit/")
    text = page.content.decode()
    assert cast.adam.name in text
    assert "Severka 2" in text
    total = Event.objects.filter(ticket__isnull=True).count()
    seen, url = len(page.context["lines"]), page.context["next"]
    while url:
        page = admin.get("/administration/audit/", {"before": url})
        seen, url = seen + len(page.context["lines"]), page.context["next"]
    assert seen == total
