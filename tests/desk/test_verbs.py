"""The one test that every verb of the desk passes: administrators only, an event, nothing on repetition."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation

from opora.desk import actions
from opora.desk.models import (
    Access,
    Brand,
    Department,
    HealthCard,
    HealthMute,
    Level,
    Mailbox,
    OutgoingServer,
    SettingValue,
    SignInApp,
    Topic,
)
from opora.events.models import Event
from opora.events.public import Names, clock
from opora.people.public import Actor, NotAllowed
from tests.cast import Cast
from tests.picture import events_since, last_event, picture

DESK = (Brand, Department, Topic, Mailbox, SignInApp, OutgoingServer, Access, SettingValue, HealthMute)
PASSWORD = "сезам-откройся"
NOW = clock.now()


def ill() -> HealthCard:
    """Something that is wrong with the desk."""
    values = {"code": "hurts", "is_red": True, "opened_at": NOW}
    return HealthCard.objects.get_or_create(open_once="hurts:", defaults=values)[0]


@pytest.fixture(autouse=True)
def registered(cast: Cast) -> None:
    """An app and a shared server, to change."""
    SignInApp.objects.create(name="Microsoft", client_id="id-1", created_at=NOW)
    OutgoingServer.objects.create(name="Relay", host="smtp.severka.example", created_at=NOW)


VERBS: dict[str, Callable[[Cast, Actor], object]] = {
    "create_brand": lambda cast, actor: actions.create_brand(actor=actor, name="Полюс"),
    "change_brand": lambda cast, actor: actions.change_brand(actor=actor, brand=cast.brand, accent="#aa3300"),
    "create_department": lambda cast, actor: actions.create_department(
        actor=actor, name="Technical", signature="<p>Bye<script>alert(1)</script></p>"
    ),
    "change_department": lambda cast, actor: actions.change_department(
        actor=actor, department=cast.billing, name="Invoices", signatures={"cs": "<b>Nashle</b>"}
    ),
    "create_topic": lambda cast, actor: actions.create_topic(actor=actor, name="Other", department=None),
    "change_topic": lambda cast, actor: actions.change_topic(actor=actor, topic=cast.orders, priority=3),
    "create_mailbox": lambda cast, actor: actions.create_mailbox(
        actor=actor, address="New@Severka.example", department=cast.billing, in_password=PASSWORD
    ),
    "change_mailbox": lambda cast, actor: actions.change_mailbox(
        actor=actor, mailbox=cast.mailbox, out_host="smtp.severka.example", out_password=PASSWORD
    ),
    "create_sign_in_app": lambda cast, actor: actions.create_sign_in_app(
        actor=actor, name="Google", provider="google", client_id="id-2", client_secret=PASSWORD
    ),
    "change_sign_in_app": lambda cast, actor: actions.change_sign_in_app(
        actor=actor, app=SignInApp.objects.get(client_id="id-1"), name="Ours", client_secret=PASSWORD
    ),
    "create_outgoing_server": lambda cast, actor: actions.create_outgoing_server(
        actor=actor, name="Second relay", host="smtp.severka.example", password=PASSWORD
    ),
    "change_outgoing_server": lambda cast, actor: actions.change_outgoing_server(
        actor=actor, server=OutgoingServer.objects.get(name="Relay"), sessions=2, password=PASSWORD
    ),
    "grant_access": lambda cast, actor: actions.grant_access(
        actor=actor, person=cast.vera, department=cast.billing, level=Level.READ
    ),
    "change_setting": lambda cast, actor: actions.change_setting(
        actor=actor, name="attachment_megabytes", value="7"
    ),
    "mute_health": lambda cast, actor: actions.mute_health(
        actor=actor, code=ill().code, until=NOW + timedelta(days=2), reason="It is being mended."
    ),
}


every_verb = pytest.mark.parametrize("name", VERBS)


def test_the_table_names_every_verb() -> None:
    assert set(VERBS) == set(actions.__all__)


@every_verb
def test_only_administrators_may(cast: Cast, name: str) -> None:
    actors = {role: Actor.of(person) for role, person in cast.everybody.items()}
    actors["token"] = Actor.of(cast.adam, frozenset({"read", "write"}))
    for role, actor in actors.items():
        before, last = picture(DESK), last_event()
        with transaction.atomic():
            if role == "administrator":
                VERBS[name](cast, actor)
                assert events_since(last)
            else:
                with pytest.raises(NotAllowed):
                    VERBS[name](cast, actor)
                assert (picture(DESK), events_since(last)) == (before, []), role
            transaction.set_rollback(True)


@every_verb
def test_all_or_nothing(cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, last = picture(DESK), last_event()

    def full(self: Event, **how: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Event, "save", full)
    with pytest.raises(OSError, match="disk full"):
        VERBS[name](cast, Actor.of(cast.adam))
    assert (picture(DESK), events_since(last)) == (before, [])


@pytest.mark.parametrize("name", [name for name in VERBS if not name.startswith("create")])
def test_changing_twice_is_changing_once(cast: Cast, name: str) -> None:
    VERBS[name](cast, Actor.of(cast.adam))
    before, last = picture(DESK), last_event()
    VERBS[name](cast, Actor.of(cast.adam))
    assert (picture(DESK), events_since(last)) == (before, [])


@every_verb
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_each_event_is_a_sentence_without_secrets(cast: Cast, name: str, language: str) -> None:
    last = last_event()
    VERBS[name](cast, Actor.of(cast.adam))
    with translation.override(language):
        for event in events_since(last):
            sentence = event.happening.sentence(Names(event.happening.references()))
            assert sentence
            assert "%(" not in sentence
            assert PASSWORD not in json.dumps(event.data, ensure_ascii=False)
            assert "sealed" not in json.dumps(event.data.get("values", {}))
            changes = event.data.get("changes", {})
            assert all(change == [None, None] for name, change in changes.items() if "sealed" in name)
