"""Which ticket a mail leads to."""

import pytest

from opora.events.models import Event
from opora.mail import tokens
from opora.people.public import Actor
from opora.tickets.actions import merge, open_ticket, reply, split, undo
from opora.tickets.models import Message, Status
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import brought, letter

pytestmark = pytest.mark.mariadb


@pytest.fixture
def answer(cast: Cast) -> Message:
    """Vera's answer on Anna's open ticket."""
    ticket = cast.tickets[Status.OPEN]
    return reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="Проверили"), channel="desk")


def own_id(message: Message) -> str:
    return f"<{tokens.message_id(message.ticket_id, 'm', message.pk, 'severka.example')}>"


def test_an_answer_to_our_mail_joins(cast: Cast, answer: Message) -> None:
    row = brought(letter(In_Reply_To=own_id(answer), subject="Re: что-то"), cast.mailbox)
    assert (row.state, row.ticket) == ("done", answer.ticket)
    assert row.why["rules"] == [
        {
            "rule": "own_message_id",
            "id": own_id(answer).strip("<>"),
            "ticket": answer.ticket_id,
            "matched": True,
        }
    ]


def test_references_are_read_from_the_end_and_foreign_ids_are_remembered(cast: Cast) -> None:
    first = brought(letter(message_id="<a@veter.example>"), cast.mailbox)
    again = letter(
        message_id="<b@veter.example>", References="<x@y> <a@veter.example> <unknown@z>", text="Ещё"
    )
    row = brought(again, cast.mailbox)
    assert (row.state, row.ticket) == ("done", first.ticket)


def test_the_token_of_the_address_leads_home_when_the_headers_are_lost(cast: Cast, answer: Message) -> None:
    address = tokens.plus_address("help@severka.example", answer.ticket_id)
    row = brought(letter(to=address, subject="без темы"), cast.mailbox)
    assert (row.state, row.ticket) == ("done", answer.ticket)


def test_a_token_in_a_foreign_address_says_nothing(cast: Cast, answer: Message) -> None:
    address = tokens.plus_address("help@elsewhere.example", answer.ticket_id)
    row = brought(letter(to=f"help@severka.example, {address}", subject="без темы"), cast.mailbox)
    assert row.ticket != answer.ticket


def test_a_subject_tag_counts_for_participants_only(cast: Cast, answer: Message) -> None:
    tag = f"Re: [#{answer.ticket_id}] заказ"
    joined = brought(letter(subject=tag), cast.mailbox)
    assert joined.ticket == answer.ticket
    other = brought(letter("mia@letters.example", subject=tag, message_id="<m@x>"), cast.mailbox)
    assert (other.state, other.ticket != answer.ticket) == ("done", True)
    assert other.why["rules"][-1]["matched"] is False


def test_a_strangers_answer_to_a_known_mail_is_held_for_its_ticket(cast: Cast, answer: Message) -> None:
    row = brought(letter("mia@letters.example", In_Reply_To=own_id(answer)), cast.mailbox)
    assert (row.state, row.reason, row.ticket, row.message) == ("held", "stranger", answer.ticket, None)


def test_a_mail_that_was_only_mentioned_does_not_hold_strangers(cast: Cast) -> None:
    brought(letter(message_id="<a@v>", References="<newsletter@shop>"), cast.mailbox)
    row = brought(
        letter("mia@letters.example", message_id="<b@v>", References="<newsletter@shop>"), cast.mailbox
    )
    assert (row.state, row.message is not None) == ("done", True)
    assert row.ticket is not None
    assert row.ticket.requester == cast.mia


def test_a_forged_token_opens_a_ticket_of_its_own(cast: Cast, answer: Message) -> None:
    forged = f"<t.{answer.ticket_id}.m.{answer.pk}.{'0' * 20}@severka.example>"
    row = brought(letter("mia@letters.example", In_Reply_To=forged), cast.mailbox)
    assert row.ticket != answer.ticket


def test_a_reply_to_a_merged_ticket_reaches_the_survivor_until_undone(cast: Cast, answer: Message) -> None:
    into = cast.tickets[Status.PENDING]
    sofia = Actor.of(cast.sofia)
    merge(actor=sofia, ticket=answer.ticket, into=into)
    row = brought(letter(In_Reply_To=own_id(answer)), cast.mailbox)
    assert row.ticket == into
    act = Event.objects.filter(kind="ticket.merged", ticket=answer.ticket_id).latest("id").act
    undo(actor=sofia, ticket=answer.ticket, act=act)
    assert Message.objects.get(incoming_mail=row).ticket == answer.ticket


def test_a_reply_follows_its_message_into_a_split_off_ticket(cast: Cast, answer: Message) -> None:
    fresh = split(actor=Actor.of(cast.vera), ticket=answer.ticket, messages=[answer.pk])
    row = brought(letter(In_Reply_To=own_id(answer)), cast.mailbox)
    assert row.ticket == fresh


def test_what_a_closed_ticket_is_answered_with_becomes_a_follow_up(cast: Cast) -> None:
    closed = cast.tickets[Status.CLOSED]
    message = closed.messages.get(author=cast.vera)
    row = brought(letter(In_Reply_To=own_id(message)), cast.mailbox)
    assert row.state == "done"
    assert row.ticket is not None
    assert row.ticket not in cast.tickets.values()
    assert row.ticket.requester == cast.anna


def test_a_ticket_opened_for_somebody_takes_their_mail(cast: Cast) -> None:
    ticket = open_ticket(
        actor=Actor.of(cast.vera), requester=cast.mia, subject="Call", words=Words(text="We called"), channel="phone",
        from_desk=True,
    )  # fmt: skip
    row = brought(letter("Mia@Letters.example", In_Reply_To=own_id(ticket.messages.get())), cast.mailbox)
    assert (row.state, row.ticket) == ("done", ticket)
