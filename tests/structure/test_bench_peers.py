"""The comparison with other desks: what is written down neutrally is the desk's own, and the truth is counted right."""

from pathlib import Path

import pytest

from bench._peers import exchange, truth
from opora.people.public import Actor
from opora.tickets.actions import add_note, reply
from opora.tickets.public import Words
from tests.cast import Cast


@pytest.fixture
def lines(cast: Cast, tmp_path: Path) -> list[exchange.Ticket]:
    ticket, vera = cast.tickets["new"], Actor.of(cast.vera)
    reply(actor=vera, ticket=ticket, words=Words(text="Оформим возврат.\nДа, сегодня «же»."), channel="desk")
    add_note(actor=vera, ticket=ticket, words=Words(text="Чайником торгует склад"))
    path = tmp_path / "tickets.jsonl"
    assert exchange.write(path, exchange.exported()) == len(cast.tickets)
    return list(exchange.read(path))


def test_every_ticket_is_written_down_as_it_stands_in_the_desk(
    cast: Cast, lines: list[exchange.Ticket]
) -> None:
    row = cast.tickets["new"]
    row.refresh_from_db()
    written = {ticket.number: ticket for ticket in lines}
    assert set(written) == {ticket.pk for ticket in cast.tickets.values()}
    ticket = written[row.pk]
    assert (ticket.subject, ticket.status, ticket.requester.email) == (
        row.subject,
        row.status,
        row.requester.email,
    )
    assert ticket.department == row.department.name
    assert [message.text for message in ticket.messages] == [
        message.text for message in row.messages.order_by("at", "id")
    ]
    assert [(message.staff, message.note) for message in ticket.messages[-2:]] == [
        (True, False),
        (True, True),
    ]
    assert ticket.messages[-1].author.email == cast.vera.email


def test_the_truth_counts_tickets_with_every_word_as_typed_and_in_its_forms(
    cast: Cast, lines: list[exchange.Ticket]
) -> None:
    assert truth.truth("возврат", lines) == truth.Truth(typed=1, forms=1)
    assert truth.truth("возврат чайник", lines) == truth.Truth(typed=0, forms=1)
    assert truth.truth("чайник", lines) == truth.Truth(typed=0, forms=1)


def test_a_part_of_a_longer_word_is_not_the_word() -> None:
    writer = exchange.Writer("Anna", "anna@example.com")
    ticket = exchange.Ticket(
        1, "Невозвратный ВОЗВРАТ-1", writer, "First line", "", "new", "2026-05-01T00:00:00+00:00"
    )
    other = exchange.Ticket(
        2, "Невозвратный чайничек", writer, "First line", "", "new", "2026-05-01T00:00:00+00:00"
    )
    assert truth.truth("возврат", [ticket, other]) == truth.Truth(typed=1, forms=1)
