"""What is particular about the desk's set-up."""

import pytest

from opora.desk.actions import (
    change_department,
    change_mailbox,
    change_setting,
    change_sign_in_app,
    create_department,
    create_mailbox,
    create_sign_in_app,
    create_topic,
    grant_access,
)
from opora.desk.models import Access, Level, Mailbox
from opora.desk.public import departments_at, level_in, mailbox_of_address
from opora.desk.public import settings as desk_settings
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from tests.cast import Cast

SYSTEM = Actor.system()


def test_passwords_are_kept_sealed(cast: Cast) -> None:
    box = create_mailbox(actor=SYSTEM, address="a@b.example", department=cast.billing, in_password="тайна")
    kept = Mailbox.objects.get(pk=box.pk)
    assert "тайна" not in kept.in_sealed
    assert kept.in_password == "тайна"
    change_mailbox(actor=SYSTEM, mailbox=kept, in_host="imap.b.example", in_password="")
    assert Mailbox.objects.get(pk=box.pk).in_password == "тайна"


def test_a_kept_password_goes_to_no_other_server(cast: Cast) -> None:
    values = {"in_host": "imap.b.example", "out_host": "smtp.b.example"}
    box = create_mailbox(
        actor=SYSTEM,
        address="a@b.example",
        department=cast.billing,
        in_password="x",
        out_password="y",
        **values,
    )
    with pytest.raises(Refusal, match="once more") as refused:
        change_mailbox(actor=SYSTEM, mailbox=box, in_host="imap.thief.example")
    assert refused.value.field == "in_password"
    changed = change_mailbox(actor=SYSTEM, mailbox=box, in_host="imap.c.example", in_password="x")
    assert (changed.in_host, changed.in_password) == ("imap.c.example", "x")
    app = create_sign_in_app(actor=SYSTEM, name="G", provider="google", client_id="id", client_secret="s")
    with pytest.raises(Refusal, match="once more"):
        change_sign_in_app(actor=SYSTEM, app=app, token_url="https://thief.example/token")


def test_an_address_belongs_to_one_mailbox_in_any_spelling(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        create_mailbox(actor=SYSTEM, address="HELP@Severka.example", department=cast.billing)
    assert refused.value.field == "address"
    assert mailbox_of_address("Help+7k2@severka.example") == cast.mailbox


def test_signatures_are_cleaned(cast: Cast) -> None:
    made = create_department(actor=SYSTEM, name="X", signature='<p onclick="x()">Ok<script>x()</script></p>')
    assert made.signature == "<p>Ok</p>"


@pytest.mark.parametrize("name", ["", "  "])
def test_everything_has_a_name(cast: Cast, name: str) -> None:
    with pytest.raises(Refusal):
        change_department(actor=SYSTEM, department=cast.billing, name=name)


def test_what_no_database_keeps_is_left_out(cast: Cast) -> None:
    made = create_department(actor=SYSTEM, name="A\x00\udc00", translations={"ru": "Б\x00"})
    made.refresh_from_db()
    assert (made.name, made.translations) == ("A", {"ru": "Б"})


@pytest.mark.parametrize(
    "fields",
    [
        [{"name": "Bad name"}],
        [{"name": "a"}, {"name": "a"}],
        [{"name": "a", "kind": "colour"}],
        [{"name": "a", "kind": "choice"}],
    ],
)
def test_fields_that_make_no_sense_are_refused(cast: Cast, fields: list[dict[str, str]]) -> None:
    with pytest.raises(Refusal):
        create_topic(actor=SYSTEM, name="T", fields=fields)


def test_levels(cast: Cast) -> None:
    def levels(person: Person) -> list[int]:
        fresh = Person.objects.get(pk=person.pk)
        return [level_in(fresh, cast.first_line.pk), level_in(fresh, cast.billing.pk)]

    assert levels(cast.vera) == [Level.REPLY, Level.NONE]
    assert levels(cast.sofia) == levels(cast.adam) == [Level.MANAGE, Level.MANAGE]
    assert levels(cast.anna) == [Level.NONE, Level.NONE]
    grant_access(actor=SYSTEM, person=cast.sofia, department=cast.billing, level=Level.NONE)
    assert levels(cast.sofia) == [Level.MANAGE, Level.NONE]
    assert departments_at(Person.objects.get(pk=cast.sofia.pk), Level.READ) == [cast.first_line.pk]


def test_customers_get_no_access(cast: Cast) -> None:
    with pytest.raises(Refusal):
        grant_access(actor=SYSTEM, person=cast.anna, department=cast.billing, level=Level.READ)
    assert not Access.objects.filter(person=cast.anna).exists()


@pytest.mark.parametrize(
    ("value", "kept"), [("on", True), ("false", False), (True, True), ("", False), (0, False)]
)
def test_a_yes_or_no_is_read_from_any_form(cast: Cast, value: object, kept: bool) -> None:
    assert desk_settings.SET_UP.clean(value) is kept


@pytest.mark.parametrize("value", ["many", "0", "1000", "", None, "1.5"])
def test_a_number_out_of_its_limits_is_refused(cast: Cast, value: object) -> None:
    with pytest.raises(Refusal) as refused:
        change_setting(actor=SYSTEM, name="attachment_megabytes", value=value)
    assert refused.value.field == "attachment_megabytes"


def test_a_changed_setting_is_read_at_once(cast: Cast, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    assert desk_settings.ATTACHMENT_MEGABYTES.get() == 20
    with django_capture_on_commit_callbacks(execute=True):
        change_setting(actor=SYSTEM, name="attachment_megabytes", value=3)
    assert desk_settings.ATTACHMENT_MEGABYTES.get() == 3
    desk_settings.forget_values()


def test_the_desk_has_a_time_zone_that_exists(cast: Cast) -> None:
    change_setting(actor=SYSTEM, name="desk_time_zone", value="Asia/Vladivostok")
    with pytest.raises(Refusal) as refused:
        change_setting(actor=SYSTEM, name="desk_time_zone", value="Mars/Olympus")
    assert refused.value.field == "desk_time_zone"


def test_folders_are_written_as_names(cast: Cast) -> None:
    box = change_mailbox(
        actor=SYSTEM, mailbox=cast.mailbox, more_folders=[" Заказы ", "Support/*", "Заказы", ""]
    )
    assert Mailbox.objects.get(pk=box.pk).more_folders == ["Заказы", "Support/*"]
    for nonsense in ("INBOX", ["a\nb"], [5], ["x" * 300], [str(number) for number in range(101)]):
        with pytest.raises(Refusal) as refused:
            change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, more_folders=nonsense)
        assert refused.value.field == "more_folders"
