"""What conditions find on the small desk, for staff and for customers."""

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db.models import Q

from opora.desk.actions import create_topic
from opora.events.public import clock
from opora.people.actions import add_identity, change_person, create_person, remove_identity
from opora.people.models import Identity, Person
from opora.people.public import Actor, called
from opora.search.filters.asking import zone_of
from opora.search.filters.condition import condition, remarks
from opora.search.language.reading import parse
from opora.search.language.tree import And, Filter, Node, Not, Or
from opora.search.language.unclear import Unclear
from opora.tickets.actions import (
    add_collaborator,
    add_note,
    assign,
    change_fields,
    change_priority,
    change_tags,
    change_topic,
    merge,
    open_ticket,
    reply,
    transfer,
)
from opora.tickets.models import Channel, Ticket
from opora.tickets.public import NewFile, Words, visible_to

if TYPE_CHECKING:
    from tests.cast import Cast

SYSTEM = Actor.system()


def _q(tree: Node, viewer: Person) -> Q:
    """As `find` does with conditions: each by itself, joined as the tree says."""
    if isinstance(tree, Not):
        return ~_q(tree.part, viewer)
    if isinstance(tree, And | Or):
        parts = [_q(part, viewer) for part in tree.parts]
        joined = parts[0]
        for part in parts[1:]:
            joined = joined & part if isinstance(tree, And) else joined | part
        return joined
    assert isinstance(tree, Filter)
    return condition(tree, viewer, clock.now(), zone_of(viewer))


def _found(query: str, viewer: Person) -> set[int]:
    return set(visible_to(viewer).filter(_q(parse(query), viewer)).values_list("pk", flat=True))


def _numbers(*tickets: Ticket) -> set[int]:
    return {ticket.pk for ticket in tickets}


def _new(cast: "Cast", requester: Person, subject: str = "x", text: str = "y", **more: object) -> Ticket:
    return open_ticket(
        actor=Actor.of(requester), requester=requester, subject=subject, words=Words(text=text),
        channel=Channel.MAIL, **more,
    )  # fmt: skip


def test_statuses(cast: "Cast") -> None:
    of = cast.tickets
    assert _found("status:new,open", cast.vera) == _numbers(of["new"], of["open"])
    assert _found("статус:решена", cast.vera) == _numbers(of["solved"])
    unsolved = _numbers(of["new"], of["open"], of["pending"], of["hold"])
    assert _found("status:unsolved", cast.vera) == _found("is:open", cast.vera) == unsolved
    assert _found("-status:unsolved", cast.vera) == _numbers(of["solved"], of["closed"])


def test_people_by_name_address_and_me(cast: "Cast") -> None:
    of, theirs = cast.tickets, _new(cast, cast.lucie)
    annas = {ticket.pk for ticket in of.values()}
    for typed in ("anna@veter.example", "Анна", "ковалева", '"КОВАЛЁВА анна"', "veter.example", "@veter"):
        assert _found(f"requester:{typed}", cast.vera) == annas, typed
    assert _found("requester:benesova", cast.vera) == _found('od:"lucie BENEŠ"', cast.vera) == {theirs.pk}
    assert _found("requester:nobody", cast.vera) == set()
    assert _found("requester:овалёва", cast.vera) == set(), "beginnings of words, not their middles"
    assert _found("requester:me", cast.anna) == annas
    assert _found("agent:me", cast.vera) == annas - {of["new"].pk}
    assert _found("agent:none", cast.vera) == _numbers(of["new"], theirs)
    assert _found("-agent:вера", cast.vera) == _numbers(of["new"], theirs), "nobody is not Vera"
    assert _found("agent:egor,me", cast.vera) == annas - {of["new"].pk}


def test_from_is_who_asked_or_wrote(cast: "Cast") -> None:
    ticket = _new(cast, cast.lucie)
    assert _found("from:egor", cast.vera) == set()
    reply(actor=Actor.of(cast.egor), ticket=ticket, words=Words(text="ano"), channel=Channel.DESK)
    assert _found("from:egor", cast.vera) == _found("from:lucie", cast.vera) == {ticket.pk}
    assert _found("from:me", cast.egor) == {ticket.pk}


def test_to_is_copies_and_addresses_of_the_desk(cast: "Cast") -> None:
    ticket = _new(cast, cast.lucie)
    add_collaborator(actor=Actor.of(cast.vera), ticket=ticket, person=cast.mia)
    moved = transfer(actor=SYSTEM, ticket=_new(cast, cast.mia), department=cast.billing)
    assert _found("to:mia", cast.vera) == {ticket.pk}
    assert _found("to:me", cast.mia) == {ticket.pk}
    assert _found("to:billing@severka.example", cast.sofia) == {moved.pk}
    assert ticket.pk in _found("komu:help@severka.example", cast.sofia)
    assert _found("to:billing@severka.example", cast.mia) == set(), "routing is the desk's business"


def test_places(cast: "Cast") -> None:
    moved = transfer(actor=SYSTEM, ticket=_new(cast, cast.mia), department=cast.billing)
    ticket = change_topic(actor=SYSTEM, ticket=_new(cast, cast.mia), topic=cast.orders)
    annas = {one.pk for one in cast.tickets.values()}
    assert _found("dept:billing", cast.sofia) == {moved.pk}
    for typed in ('"First line"', "первая", '"PRVNI linie"', "fir"):
        assert _found(f"dept:{typed}", cast.sofia) == annas | {ticket.pk}, typed
    assert _found("topic:orders", cast.vera) == {ticket.pk}
    assert _found("topic:none", cast.sofia) == annas | {moved.pk}
    assert _found("org:СЕВЕРНЫЙ", cast.vera) == _found("org:veter.example", cast.vera) == annas
    assert _found("org:none", cast.vera) == {ticket.pk}
    assert _found("brand:severka", cast.sofia) == annas | {ticket.pk, moved.pk}
    with pytest.raises(Unclear, match="Did you mean “billing”") as caught:
        _found("dept:biling", cast.sofia)
    assert (caught.value.code, caught.value.start, caught.value.end) == ("unknown_name", 0, 11)
    with pytest.raises(Unclear):
        _found("dept:billing", cast.vera)  # she may not know that it is there


def test_properties(cast: "Cast") -> None:
    vera = Actor.of(cast.vera)
    ticket = _new(cast, cast.mia)
    change_priority(actor=vera, ticket=ticket, priority=4)
    change_tags(actor=vera, ticket=ticket, tags=["Возврат", "big spender"])
    annas = {one.pk for one in cast.tickets.values()}
    assert _found("priority:urgent", cast.vera) == _found("priority:>=vysoká", cast.vera) == {ticket.pk}
    assert _found("priority:<high", cast.vera) == annas
    for typed in ("возврат", "ВОЗВРАТ", "воз*", '"big spender"', "#возврат", "x,возврат"):
        assert _found(f"tag:{typed}", cast.vera) == {ticket.pk}, typed
    assert _found("tag:воз", cast.vera) == _found("tag:*", cast.vera) == set()
    assert _found("tag:none", cast.vera) == _found("-tag:возврат", cast.vera) == annas
    assert _found("channel:почта type:question", cast.vera) == annas | {ticket.pk}
    Ticket.objects.filter(pk=ticket.pk).update(language="cs-CZ")
    assert _found("language:czech", cast.vera) == {ticket.pk}


def test_numbers(cast: "Cast") -> None:
    first, *_, last = sorted(ticket.pk for ticket in cast.tickets.values())
    everything = {ticket.pk for ticket in cast.tickets.values()}
    assert _found(f"number:{first},{last}", cast.vera) == {first, last}
    assert _found(f"number:..{last}", cast.vera) == _found(f"номер:{first}..", cast.vera) == everything
    assert _found(f"-number:{first}..{last - 1}", cast.vera) == {last}
    assert _found("number:99999999999999999999", cast.vera) == set()


def test_flags(cast: "Cast") -> None:
    vera, of = Actor.of(cast.vera), cast.tickets
    with_file = _new(cast, cast.mia)
    picture = NewFile("invoice.txt", b"42", "text/plain")
    reply(
        actor=Actor.of(cast.mia),
        ticket=with_file,
        words=Words(text="z", files=(picture,)),
        channel=Channel.MAIL,
    )
    add_note(actor=vera, ticket=of["open"], words=Words(text="secret"))
    assert _found("has:attachment", cast.vera) == _found("has:вложения", cast.mia) == {with_file.pk}
    assert _found("has:note", cast.vera) == {of["open"].pk}
    assert _found("has:note", cast.anna) == set(), "staff's notes are not hers to know of"
    assert _found("is:unassigned", cast.vera) == _numbers(of["new"], with_file)
    assert _found("is:mine -is:open", cast.vera) == _numbers(of["solved"], of["closed"])
    assert _found("is:mine", cast.mia) == {with_file.pk}
    assert _found("is:waiting", cast.vera) == _numbers(of["new"], with_file)
    assert _found("is:undelivered", cast.vera) == set()
    gone = merge(actor=vera, ticket=_new(cast, cast.mia), into=with_file)
    assert gone is not None
    assert len(_found("is:merged", cast.vera)) == 1


def test_a_file_of_a_note_is_no_attachment_to_customers(cast: "Cast") -> None:
    note = Words(text="see", files=(NewFile("plan.txt", b"1", "text/plain"),))
    add_note(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], words=note)
    assert _found("has:attachment", cast.vera) == _numbers(cast.tickets["open"])
    assert _found("has:attachment", cast.anna) == set()


def test_times(cast: "Cast") -> None:
    of = cast.tickets
    everything = {ticket.pk for ticket in of.values()}
    old = of["closed"]
    Ticket.objects.filter(pk=old.pk).update(created_at=clock.now() - timedelta(days=10))
    assert _found("created:>7d", cast.vera) == {old.pk}
    assert _found("created:<1h", cast.vera) == _found("-created:>7d", cast.vera) == everything - {old.pk}
    assert _found("solved:none", cast.vera) == everything - _numbers(of["solved"], of["closed"])
    assert _found("-solved:<1h", cast.vera) == everything - _found("solved:<1h", cast.vera)
    assert _found("replied:none", cast.vera) == _numbers(of["new"])
    assert _found("created:2019", cast.vera) == set()


def test_midnight_is_that_of_whoever_asks(cast: "Cast") -> None:
    ticket = cast.tickets["new"]
    with clock.at(clock.now().replace(year=2026, month=5, day=15, hour=10, minute=0)):
        late = clock.now().astimezone(UTC).replace(day=14, hour=23)
        Ticket.objects.filter(pk=ticket.pk).update(created_at=late)
        change_person(actor=Actor.of(cast.vera), person=cast.vera, time_zone="Europe/Moscow")
        change_person(actor=Actor.of(cast.egor), person=cast.egor, time_zone="UTC")
        for person, word in ((cast.vera, "today"), (cast.egor, "yesterday")):
            person.refresh_from_db()
            assert ticket.pk in _found(f"created:{word}", person)


def test_nothing_is_due_and_that_is_said(cast: "Cast") -> None:
    for query in ("due:<2h", "is:late", "due:none"):
        assert _found(query, cast.vera) == set()
        assert [str(said) for said in remarks(parse(f"a -({query} OR {query})"))] == [
            "No promises (SLA) are set up yet, so nothing has a due time."
        ]
    assert remarks(parse("is:open a")) == []


def test_custom_fields(cast: "Cast") -> None:
    kinds = [
        {"name": "order", "kind": "text", "label": "Order"},
        {"name": "seats", "kind": "number", "label": "Seats"},
        {"name": "bought", "kind": "date", "label": "Bought"},
        {"name": "plan", "kind": "choice", "label": "Plan", "choices": ["Основной", "Полный"]},
        {"name": "paid", "kind": "flag", "label": "Paid"},
    ]
    topic = create_topic(actor=SYSTEM, name="Seats", department=cast.first_line, fields=kinds)
    ticket = change_topic(actor=SYSTEM, ticket=cast.tickets["new"], topic=topic)
    values = {"order": "АБ-48-1173", "seats": 12, "bought": "2026-05-31", "plan": "Полный", "paid": True}
    change_fields(actor=SYSTEM, ticket=ticket, values=values)
    fitting = (
        "order:48-1173", "order:аб-48", "seats:12", "seats:>5", "seats:5..12", "seats:..20", "bought:2026-05-31",
        "bought:2026-05", "bought:>2026-05-01", "plan:полный", "plan:пол", "paid:да", "paid:yes", "order:x,48",
    )  # fmt: skip
    for query in fitting:
        assert _found(f"field.{query}", cast.vera) == {ticket.pk}, query
        assert ticket.pk not in _found(f"-field.{query}", cast.vera)
    others = {one.pk for one in cast.tickets.values()} - {ticket.pk}
    for query in ("order:none", "seats:none", "paid:нет", "paid:no"):
        assert _found(f"field.{query}", cast.vera) == others, query
    for query in ("order:49", "seats:>12", "bought:2026-06", "plan:основной", "paid:maybe", "plan:x"):
        assert _found(f"field.{query}", cast.vera) == set(), query
    assert _found("-field.order:48", cast.vera) == others, "tickets without the field do not have it"
    with pytest.raises(Unclear, match="Did you mean “order”"):
        _found("field.ordr:1", cast.vera)
    with pytest.raises(Unclear):
        _found("field.seats:many", cast.vera)


@pytest.mark.parametrize(
    "query",
    ["agent:none", "tag:x", "priority:high", "type:task", "dept:billing", "due:today", "is:late", "is:unassigned",
     "is:undelivered"],
)  # fmt: skip
def test_customers_do_not_ask_what_is_the_desks(cast: "Cast", query: str) -> None:
    with pytest.raises(Unclear) as caught:
        _found(query, cast.anna)
    assert caught.value.code == "staff_only"


def test_customers_learn_nothing_from_who_wrote(cast: "Cast") -> None:
    ticket = cast.tickets["new"]
    add_note(actor=Actor.of(cast.egor), ticket=ticket, words=Words(text="secret"))
    assert _found("from:егор", cast.vera) == {ticket.pk}
    assert _found("from:егор", cast.anna) == set()
    assert len(_found("from:вера", cast.anna)) == 5, "she signs her answers with her name"
    assert _found("from:vera@severka.example", cast.anna) == set(), (
        "but not with the address she signs in with"
    )
    change_tags(actor=Actor.of(cast.vera), ticket=ticket, tags=["vip"])
    at = Ticket.objects.get(pk=ticket.pk).last_message_at
    Ticket.objects.filter(pk=ticket.pk).update(last_message_at=at - timedelta(days=3))
    assert ticket.pk not in _found("updated:<1h", cast.anna)
    assert ticket.pk in _found("updated:<1h", cast.vera)


def test_the_words_of_a_person_follow_their_name_and_addresses(cast: "Cast") -> None:
    person = create_person(actor=SYSTEM, name="Zdeněk Ďáblík", email="zd@firma.example")
    assert (
        list(called("dablik zdenek")) == list(called("firma")) == list(called("ZD@firma.example")) == [person]
    )
    change_person(actor=SYSTEM, person=person, name="Карел Чапек")
    assert list(called("dablik")) == []
    assert list(called("чап")) == [person]
    add_identity(actor=SYSTEM, person=person, kind="email", value="karel@jinde.example")
    assert list(called("jinde")) == [person]
    remove_identity(actor=SYSTEM, identity=Identity.objects.get(value="karel@jinde.example"))
    assert list(called("jinde")) == []
    assert list(called("zd")) == [person]
    assert list(called("  @@ ")) == list(called("\x00")) == []
    assert list(called("firma", staff_by_address=False)) == [person]
    assert list(called("severka", staff_by_address=False)) == []
    assert list(called("Вера", staff_by_address=False)) == [cast.vera]


def test_many_of_one_name_are_counted_by_the_database(cast: "Cast", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opora.search.filters.people.FEW", 1)
    ticket = _new(cast, cast.mia)
    assign(actor=SYSTEM, ticket=ticket, to=cast.egor)
    everything = {one.pk for one in cast.tickets.values()} | {ticket.pk}
    assert _found("requester:example", cast.vera) == everything
    assert _found("from:example", cast.vera) == everything
    assert _found("-requester:example", cast.vera) == set()


@pytest.mark.parametrize(
    "value", ["%", "_", "'", "\\", "*", "ё%", "NEAR", "a\u200fb", "🙂", "(?", "x" * 5000, "$1", "{}", "^"]
)
def test_hostile_values_find_nothing_and_break_nothing(cast: "Cast", value: str) -> None:
    for key in ("from", "to", "requester", "agent", "tag", "org", "content", "field.order"):
        tree = parse(f'{key}:"{value}"')
        if isinstance(tree, Filter):
            assert _found(f'{key}:"{value}"', cast.vera) == set(), key
    with pytest.raises(Unclear):
        _found(f'dept:"{value}"', cast.vera)
