"""Whatever happens to a ticket, search knows it once the reader has followed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from opora.events.models import Event
from opora.events.public import catch_up, clock
from opora.people.actions import add_identity, change_organization, change_person, remove_identity
from opora.people.models import IdentityKind, Person
from opora.people.public import Actor
from opora.search.file_text import extracting
from opora.search.file_text import sweeping as reading
from opora.search.indexing import sweeping
from opora.search.models import Document, Form
from opora.search.public import find
from opora.tickets.actions import (
    a_request_after_all,
    add_note,
    change_requester,
    change_subject,
    merge,
    not_a_request,
    open_ticket,
    reply,
    split,
    undo,
    withdraw,
)
from opora.tickets.models import Channel, Message, Ticket
from opora.tickets.public import NewFile, Words
from tests.cast import Cast
from tests.search.file_text import files
from tests.search.indexing.states import counted

# MariaDB finds only what was committed.
pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]
SYSTEM = Actor.system()


def ask(
    cast: Cast, text: str, *attached: NewFile, subject: str = "Вопрос", by: Person | None = None
) -> Ticket:
    person = by or cast.anna
    words = Words(text=text, files=list(attached))
    return open_ticket(
        actor=Actor.of(person), requester=person, subject=subject, words=words, channel=Channel.MAIL
    )


def write(actor: Person, ticket: Ticket, text: str, **more: Any) -> Message:
    return reply(actor=Actor.of(actor), ticket=ticket, words=Words(text=text), channel=Channel.DESK, **more)


def found(viewer: Person, query: str) -> set[int]:
    catch_up("search")
    return {row.pk for row in find(viewer, query).tickets}


def last_act(kind: str) -> Any:
    return Event.objects.filter(kind=kind).latest("id").act


def test_messages_are_found(cast: Cast) -> None:
    ticket = ask(cast, "Сломался барометр")
    assert found(cast.vera, "барометры") == {ticket.pk}
    write(cast.vera, ticket, "Пришлите анемометр")
    assert found(cast.anna, "анемометры барометр") == {ticket.pk}


def test_a_split_and_its_undo(cast: Cast) -> None:
    ticket = ask(cast, "Сломался барометр")
    second = write(cast.anna, ticket, "И ещё анемометр")
    fresh = split(actor=SYSTEM, ticket=ticket, messages=[second.pk], subject="Гигрометр")
    assert (found(cast.vera, "барометр"), found(cast.vera, "анемометр")) == ({ticket.pk}, {fresh.pk})
    assert found(cast.vera, "subject:гигрометр") == {fresh.pk}
    undo(actor=SYSTEM, ticket=fresh, act=last_act("ticket.split"))
    assert found(cast.vera, "барометр анемометр") == {ticket.pk}


def test_a_merge_and_its_undo(cast: Cast) -> None:
    one, other = ask(cast, "Сломался барометр"), ask(cast, "Сломался анемометр")
    assert found(cast.vera, "барометр анемометр") == set()
    merge(actor=SYSTEM, ticket=one, into=other)
    assert found(cast.vera, "барометр анемометр") == {other.pk}
    assert found(cast.vera, "барометр") == {other.pk}
    undo(actor=SYSTEM, ticket=other, act=last_act("ticket.merged"))
    assert (found(cast.vera, "барометр"), found(cast.vera, "анемометр")) == ({one.pk}, {other.pk})


def test_another_subject_and_requester(cast: Cast) -> None:
    ticket = ask(cast, "Здравствуйте", subject="Барометр")
    assert found(cast.vera, "барометр Ковалёва") == {ticket.pk}
    change_subject(actor=SYSTEM, ticket=ticket, subject="Анемометр")
    change_requester(actor=SYSTEM, ticket=ticket, requester=cast.lucie)
    assert found(cast.vera, "барометр") == set()
    assert found(cast.vera, "subject:анемометр Benešová") == {ticket.pk}
    assert found(cast.vera, "анемометр Ковалёва") == set()
    undo(actor=SYSTEM, ticket=ticket, act=last_act("ticket.subject_changed"))
    assert found(cast.vera, "барометр Benešová") == {ticket.pk}


def test_other_names_and_addresses(cast: Cast) -> None:
    ticket = ask(cast, "Сломался барометр")
    change_person(actor=SYSTEM, person=cast.anna, name="Анна Жемчужникова")
    assert found(cast.vera, "барометр Жемчужникова") == {ticket.pk}
    assert found(cast.vera, "барометр Ковалёва") == set()
    change_organization(actor=SYSTEM, organization=cast.severny, name="Тёплые течения")
    assert found(cast.vera, "барометр течениях") == {ticket.pk}
    old = cast.anna.identities.get(value="anna@veter.example")
    add_identity(actor=SYSTEM, person=cast.anna, kind=IdentityKind.EMAIL, value="perle@posta.example")
    remove_identity(actor=SYSTEM, identity=old)
    assert found(cast.vera, "барометр perle@posta.example") == {ticket.pk}
    assert found(cast.vera, "барометр anna@veter.example") == set()


def test_other_details_of_a_person_make_nothing_anew(cast: Cast) -> None:
    ask(cast, "Сломался барометр")
    catch_up("search")
    Document.objects.update(subject="kept")
    change_person(actor=SYSTEM, person=cast.anna, time_zone="Europe/Prague")
    catch_up("search")
    assert set(Document.objects.values_list("subject", flat=True)) == {"kept"}


def test_what_was_taken_back_is_not_found(cast: Cast) -> None:
    ticket = ask(cast, "Сломался барометр")
    answer = write(cast.vera, ticket, "Пришлите анемометр", leaves_in=60)
    assert found(cast.vera, "анемометр") == {ticket.pk}
    withdraw(actor=Actor.of(cast.vera), message=answer)
    assert found(cast.vera, "анемометр") == set()
    assert not Form.objects.filter(text="анемометр").exists()


def test_what_is_no_request_is_not_found_until_it_is_one(cast: Cast) -> None:
    ticket = ask(cast, "Купите барометр")
    not_a_request(actor=SYSTEM, ticket=ticket)
    assert found(cast.vera, "барометр") == set()
    a_request_after_all(actor=SYSTEM, ticket=ticket)
    assert found(cast.vera, "барометр") == {ticket.pk}


def test_an_answer_that_has_not_left_is_for_staff(cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        ticket = ask(cast, "Сломался барометр")
        write(cast.vera, ticket, "Пришлите анемометр", leaves_in=60)
        for query in ("анемометр", '"пришлите анемометр"', "content:анемометр"):
            assert found(cast.vera, query) == {ticket.pk}
            assert found(cast.anna, query) == set()
        assert sweeping.refresh_due() is False
        time.shift(timedelta(seconds=61))
        assert found(cast.anna, "анемометр") == set(), "the document is made anew by the service"
        assert sweeping.refresh_due() is True
        assert sweeping.refresh_due() is False
        for query in ("анемометр", '"пришлите анемометр"', "content:анемометр"):
            assert found(cast.anna, query) == found(cast.vera, query) == {ticket.pk}


def test_each_side_has_its_notes(cast: Cast) -> None:
    ticket = ask(cast, "Сломался барометр")
    add_note(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="Скандальный анемометр"))
    add_note(actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="Ленивая поддержка, гигрометр"))
    for query in ("анемометр", '"скандальный анемометр"', "скандал*", "content:анемометр"):
        assert (found(cast.vera, query), found(cast.anna, query)) == ({ticket.pk}, set()), query
    for query in ("гигрометр", '"ленивая поддержка"', "ленив*", "content:гигрометр"):
        assert (found(cast.vera, query), found(cast.anna, query)) == (set(), {ticket.pk}), query


def test_files_are_found_by_name_and_words(cast: Cast) -> None:
    act = NewFile("Акт сверки.docx", files.docx("Поставлен один термограф"))
    ticket = ask(cast, "Во вложении", act)
    secret = add_note(
        actor=Actor.of(cast.vera),
        ticket=ticket,
        words=Words(text="см.", files=[NewFile("тайна.txt", "психрометр".encode())]),
    )
    assert secret.pk
    assert found(cast.anna, "file:сверка") == {ticket.pk}
    assert found(cast.vera, "термографы") == set(), "nobody has read it yet"
    try:
        assert reading.read_due() == 2
    finally:
        extracting.rest()
    for query in ("термографы", "file:термограф", '"один термограф"', 'file:"один термограф"'):
        assert found(cast.vera, query) == found(cast.anna, query) == {ticket.pk}, query
    for query in ("психрометр", "file:психрометр", "file:тайна"):
        assert (found(cast.vera, query), found(cast.anna, query)) == ({ticket.pk}, set()), query


def test_the_vocabulary_counts_what_is_there(cast: Cast) -> None:
    one, other = ask(cast, "барометр анемометр"), ask(cast, "барометр")
    catch_up("search")
    assert dict(Form.objects.values_list("text", "tickets")) == counted()
    assert Form.objects.get(text="барометр").tickets == 2
    change_subject(actor=SYSTEM, ticket=other, subject="Анемометр")
    merge(actor=SYSTEM, ticket=one, into=other)
    catch_up("search")
    assert dict(Form.objects.values_list("text", "tickets")) == counted()
    assert Form.objects.get(text="барометр").tickets == 1
