"""The verb reply."""

from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Link, Status
from opora.tickets.public import Words
from tests.cast import Cast


def test_a_customers_reply_reopens_what_was_solved(cast: Cast) -> None:
    ticket = cast.tickets[Status.SOLVED]
    reply(actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="Нет, не работает"), channel="mail")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.reopened, ticket.solved_at) == (Status.OPEN, 1, None)
    assert ticket.waiting_since == ticket.last_message_at


def test_a_customers_reply_to_a_closed_ticket_opens_a_linked_follow_up(cast: Cast) -> None:
    closed = cast.tickets[Status.CLOSED]
    message = reply(actor=Actor.of(cast.anna), ticket=closed, words=Words(text="Снова то же"), channel="mail")
    assert message.ticket_id != closed.pk
    assert Link.objects.get(ticket=message.ticket, kind="follow_up").other == closed


def test_the_same_submission_is_one_message(cast: Cast) -> None:
    ticket = cast.tickets[Status.OPEN]
    once = [
        reply(
            actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="Да"), channel="desk", submission="a"
        ).pk
        for _ in range(2)
    ]
    assert once[0] == once[1]
