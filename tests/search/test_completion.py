"""What is offered while somebody types, to staff and to customers; and the chips of what was typed."""

from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.desk.actions import create_topic
from opora.people.actions import create_organization
from opora.people.models import Person
from opora.people.public import Actor
from opora.search.chips import chips
from opora.search.completion import Completion, complete
from opora.search.language.reading import parse
from opora.search.language.unclear import Unclear
from opora.tickets.actions import change_tags, open_ticket, transfer
from opora.tickets.models import Channel
from opora.tickets.public import Words

if TYPE_CHECKING:
    from tests.cast import Cast


PIECES = ["from:", "tag:", "dept:", "field.", '"', "(", "-", "a", "я", "\x00", "🙂", ",", " "]


def _at(typed: str, viewer: Person) -> tuple[str, list[Completion]]:
    """What is offered at the bar in the text, and the text without it."""
    text = typed.replace("¦", "", 1)
    return text, complete(text, typed.index("¦"), viewer)


def _inserts(typed: str, viewer: Person) -> list[str]:
    return [completion.insert_text for completion in _at(typed, viewer)[1]]


def _after(typed: str, viewer: Person, choice: int = 0) -> str:
    """The text after one of the completions was taken."""
    text, found = _at(typed, viewer)
    taken = found[choice]
    return text[: taken.start] + taken.insert_text + text[taken.end :]


def test_keys_in_any_language(cast: "Cast") -> None:
    assert _inserts("кэшбэк sta¦", cast.vera)[0] == "status:"
    assert "статус:" in _inserts("ста¦", cast.vera)
    assert _inserts("oddele¦", cast.vera) == ["oddělení:"]
    with translation.override("cs"):
        assert _inserts("st¦", cast.vera)[:1] == ["stav:"]
    assert _after("a -sta¦", cast.vera) == "a -status:"
    assert _after("(a OR sta¦tus:new)", cast.vera) == "(a OR status:new)"
    assert all(completion.detail for completion in _at("c¦", cast.vera)[1])


def test_nothing_begun_nothing_offered(cast: "Cast") -> None:
    for typed in ("¦", "a ¦", "status:new ¦", '"sta¦', 'dept:"First line"¦', "qqq¦", "foo:x¦", "subject:x¦"):
        assert _inserts(typed, cast.vera) == [], typed


def test_values_of_choices(cast: "Cast") -> None:
    assert _inserts("status:¦", cast.vera) == [
        "new",
        "open",
        "pending",
        "hold",
        "solved",
        "closed",
        "unsolved",
    ]
    assert _inserts("статус:new,о¦", cast.vera) == ["open", "pending", "hold"]
    assert _inserts("status:new,¦", cast.vera)[0] == "new"
    assert _inserts("priority:>=hi¦", cast.vera) == [">=high"]
    assert _after("status:op¦en b", cast.vera) == "status:open b"
    assert [c.label for c in _at("is:m¦", cast.vera)[1]] == ["mine", "merged into another"]


def test_values_of_times(cast: "Cast") -> None:
    assert _inserts("created:t¦", cast.vera) == ["today", "thisweek", "thismonth", "thisyear"]
    assert "tomorrow" in _inserts("due:t¦", cast.vera)
    assert _inserts("created:вче¦", cast.vera) == ["yesterday"]
    assert _inserts("created:>¦", cast.vera) == [">7d"]


def test_people_for_staff(cast: "Cast") -> None:
    assert _inserts("from:ann¦", cast.vera) == ["anna@veter.example"]
    assert _inserts("from:qq¦", cast.vera) == []
    assert _inserts("from:анн¦", cast.vera) == ["anna@veter.example"]
    assert _inserts("requester:benes¦", cast.vera) == ["lucie@posta.example"]
    assert _inserts("from:m¦", cast.vera)[0] == "me"
    assert _inserts("from:¦", cast.vera) == ["me"]
    assert _inserts("to:bil¦", cast.vera) == ["billing@severka.example"]
    assert _inserts("agent:¦", cast.vera) == [
        "me", "none", "adam@severka.example", "sofia@severka.example", "vera@severka.example", "egor@severka.example",
    ]  # fmt: skip
    assert _inserts("agent:соко¦", cast.vera) == ["vera@severka.example"]
    assert _inserts("agent:petr¦", cast.vera) == [], "he answers where she has no access"
    assert _inserts("agent:petr¦", cast.sofia) == ["petr@severka.example"]


def test_things_for_staff(cast: "Cast") -> None:
    create_organization(actor=Actor.system(), name="Severka a. s.")
    assert _after("dept:fir¦ b", cast.vera) == 'dept:"First line" b'
    assert _after('dept:"fir¦', cast.vera) == 'dept:"First line"'
    assert _inserts("dept:¦", cast.vera) == ['"First line"']
    assert _inserts("dept:¦", cast.sofia) == ['"First line"', "Billing"]
    with translation.override("ru"):
        assert _inserts("dept:перв¦", cast.vera) == ['"Первая линия"']
    assert _inserts("topic:¦", cast.vera) == ["none", "Orders"]
    assert _inserts("org:sever¦", cast.vera) == ['"Severka a. s."']
    assert _inserts("brand:¦", cast.vera) == ["Severka"]


def test_tags_of_tickets_that_one_may_see(cast: "Cast") -> None:
    system = Actor.system()
    words = Words(text="y")
    hidden = open_ticket(
        actor=Actor.of(cast.mia), requester=cast.mia, subject="x", words=words, channel=Channel.MAIL
    )
    change_tags(
        actor=system, ticket=transfer(actor=system, ticket=hidden, department=cast.billing), tags=["refusal"]
    )
    for status in ("new", "open"):
        change_tags(actor=system, ticket=cast.tickets[status], tags=["refund", "возврат", "big spender"])
    assert _inserts("tag:ref¦", cast.vera) == ["refund"]
    assert _inserts("tag:ref¦", cast.sofia) == ["refund", "refusal"]
    assert _inserts("tag:ВОЗ¦", cast.vera) == ["возврат"]
    assert _inserts("tag:¦", cast.vera) == ["none", '"big spender"', "refund", "возврат"]


def test_custom_fields(cast: "Cast") -> None:
    kinds = [
        {"name": "plan", "kind": "choice", "label": "Plan", "choices": ["Full", "Full house"]},
        {"name": "paid", "kind": "flag", "label": "Paid"},
    ]
    create_topic(actor=Actor.system(), name="Seats", department=cast.first_line, fields=kinds)
    assert _inserts("fie¦", cast.vera) == ["field."]
    assert _inserts("поле.p¦", cast.vera) == ["поле.plan:", "поле.paid:"]
    assert _inserts("field.plan:f¦", cast.vera) == ["Full", '"Full house"']
    assert _inserts("field.paid:¦", cast.vera) == ["yes", "no"]


def test_customers_are_offered_what_they_know(cast: "Cast") -> None:
    for typed in ("agent:¦", "tag:¦", "dept:¦", "priority:¦", "age¦", "pri¦"):
        assert _inserts(typed, cast.anna) == [], typed
    assert _inserts("is:¦", cast.anna) == ["open", "mine", "waiting", "merged"]
    assert _inserts("from:¦", cast.anna) == ["me", '"Анна Ковалёва"', '"Вера Соколова"']
    assert _inserts("from:лу¦", cast.anna) == _inserts("from:mia¦", cast.anna) == []
    assert _inserts("org:¦", cast.anna) == ["none", '"Северный ветер"']
    assert _inserts("org:¦", cast.mia) == ["none"]


@pytest.mark.django_db
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["from:", "tag:", "dept:", "field.", '"', "(", "-", "a", "я", "\x00", "🙂", ",", " "])
    ).map("".join),
    st.integers(-3, 40),
)
def test_nothing_that_is_typed_breaks_it(cast: "Cast", text: str, cursor: int) -> None:
    for viewer in (cast.vera, cast.anna):
        for completion in complete(text, cursor, viewer):
            assert 0 <= completion.start <= completion.end <= len(text)


def test_chips(cast: "Cast") -> None:
    text = 'acc* -status:new,откр subject:"x y" (created:2026-05-01..today OR -(agent:me priority:>=high))'
    shown = [
        (chip["text"], chip["kind"], chip["key"], chip["label"], chip["value_label"], chip["is_negated"])
        for chip in chips(text, cast.vera)
    ]
    assert shown == [
        ("acc*", "word", "", "", "acc*", False),
        ("-status:new,откр", "filter", "status", "Status", "new, open", True),
        ('subject:"x y"', "in", "subject", "Subject", "“x y”", False),
        ("created:2026-05-01..today", "filter", "created", "Created", "05/01/2026 – today", False),
        ("agent:me", "filter", "agent", "Agent", "me", False),
        ("priority:>=high", "filter", "priority", "Priority", ">= high", False),
    ]
    assert all(text[chip["start"] : chip["end"]] == chip["text"] for chip in chips(text, cast.vera))


def test_a_chip_of_a_field_is_called_as_its_topic_calls_it(cast: "Cast") -> None:
    assert [chip["label"] for chip in chips("field.order:1 field.what:2", cast.vera)] == [
        "Order number",
        "Field",
    ]
    assert chips("", cast.vera) == []
    with pytest.raises(Unclear):
        chips("foo:bar", cast.vera)


def test_what_is_inserted_can_be_read(cast: "Cast") -> None:
    for key in (
        "status",
        "priority",
        "is",
        "has",
        "type",
        "channel",
        "language",
        "created",
        "due",
        "agent",
        "dept",
    ):
        for completion in _at(f"{key}:¦", cast.sofia)[1]:
            parse(f"{key}:{completion.insert_text}")
