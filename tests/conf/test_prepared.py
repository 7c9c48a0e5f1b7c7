"""Prepared queries find what Django's own find, whatever the values are."""

from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from opora.conf.prepared import Prepared
from opora.people.models import Person
from opora.tickets.models import Message, Ticket
from tests.cast import Cast

by_number = Prepared(lambda number: Ticket.objects.select_related("requester", "assignee").filter(pk=number))
by_numbers = Prepared(lambda numbers: Ticket.objects.filter(pk__in=numbers).order_by("pk"))
by_name = Prepared(lambda name: Person.objects.filter(name=name).values_list("email", flat=True))
written = Prepared(
    lambda ticket, author: (
        Message.objects.filter(ticket=ticket, author=author).only("text").order_by("id")[:1]
    )
)
everybody = Prepared(lambda: Person.objects.order_by("id"))


def test_each_asking_finds_what_is_there_now(cast: Cast) -> None:
    for ticket in cast.tickets.values():
        with CaptureQueriesContext(connection) as queries:
            found = by_number(ticket.pk)
            assert found[0].requester.called and (found[0].assignee is None or found[0].assignee.called)
        assert found == [ticket]
        assert len(queries) == 1
    Ticket.objects.filter(pk=ticket.pk).update(subject="another")
    assert by_number(ticket.pk)[0].subject == "another"
    assert by_number(2**62 + 1) == []


def test_lists_of_any_length_are_asked_for_exactly(cast: Cast) -> None:
    numbers = sorted(ticket.pk for ticket in cast.tickets.values())
    for count in range(len(numbers) + 1):
        assert [row.pk for row in by_numbers(numbers[:count])] == numbers[:count]
    assert [row.pk for row in by_numbers(numbers[-2:])] == numbers[-2:]
    with CaptureQueriesContext(connection) as queries:
        assert by_numbers([]) == []
    assert not queries


def test_words_slices_and_deferred_columns(cast: Cast) -> None:
    assert by_name(cast.vera.name) == [cast.vera.email]
    assert by_name("\x1aprepared:0") == by_name("nobody' OR 1=1") == []
    ticket = cast.tickets["pending"]
    first = Message.objects.filter(ticket=ticket, author=ticket.requester).order_by("id").first()
    assert written(ticket.pk, ticket.requester_id) == [first]
    assert written(ticket.pk, cast.petr.pk) == []
    assert len(everybody()) == Person.objects.count()


def test_one_query_is_composed_once_for_each_shape(cast: Cast) -> None:
    composed = []

    def make(numbers: list[int]) -> object:
        composed.append(len(numbers))
        return Ticket.objects.filter(pk__in=numbers).annotate(again=F("pk"))

    asked = Prepared(make)  # type: ignore[arg-type, var-annotated]
    for count in range(1, 40):
        asked(list(range(count)))
    assert composed == [1, 2, 4, 8, 16, 32, 64]
