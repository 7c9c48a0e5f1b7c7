"""What replying and noting mean for a ticket; that its repeated columns stay true."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.events.models import Audience, Event
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.tickets import summary
from opora.tickets.actions import add_note, change_status, merge, reply, split
from opora.tickets.models import Message, MessageKind, Status, Ticket
from opora.tickets.public import Words, history, messages_for
from tests.cast import Cast
from tests.picture import picture

WORDS = Words(text="Слово")
LATER = (Status.PENDING, Status.HOLD, Status.SOLVED)


def _fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


@pytest.mark.parametrize("status", LATER)
def test_a_customers_message_opens(cast: Cast, status: str) -> None:
    reply(actor=Actor.of(cast.anna), ticket=cast.tickets[status], words=WORDS, channel="mail")
    ticket = _fresh(cast.tickets[status])
    assert (ticket.status, ticket.last_by_staff) == (Status.OPEN, False)
    assert ticket.reopened == (1 if status == Status.SOLVED else 0)


def test_the_first_answer_opens_a_new_ticket_and_is_remembered(cast: Cast) -> None:
    message = reply(actor=Actor.of(cast.vera), ticket=cast.tickets["new"], words=WORDS, channel="desk")
    ticket = _fresh(cast.tickets["new"])
    assert (ticket.status, ticket.first_replied_at, ticket.waiting_since) == (Status.OPEN, message.at, None)
    reply(actor=Actor.of(cast.vera), ticket=ticket, words=WORDS, channel="desk", then=Status.PENDING)
    assert (_fresh(ticket).status, _fresh(ticket).first_replied_at) == (Status.PENDING, message.at)


def test_nothing_becomes_new_again(cast: Cast) -> None:
    with pytest.raises(Refusal):
        reply(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], words=WORDS, channel="desk", then="new")
    with pytest.raises(Refusal):
        change_status(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], status="new")


def test_a_customer_does_not_choose_the_status(cast: Cast) -> None:
    reply(
        actor=Actor.of(cast.anna),
        ticket=cast.tickets["open"],
        words=WORDS,
        channel="portal",
        then=Status.CLOSED,
    )
    assert _fresh(cast.tickets["open"]).status == Status.OPEN
    with pytest.raises(NotAllowed):
        change_status(actor=Actor.of(cast.anna), ticket=cast.tickets["open"], status=Status.HOLD)
    assert (
        change_status(actor=Actor.of(cast.anna), ticket=cast.tickets["open"], status="solved").status
        == "solved"
    )
    closed = change_status(actor=Actor.of(cast.anna), ticket=cast.tickets["closed"], status="solved")
    assert closed.status == Status.CLOSED


def test_what_waited_before_it_was_solved_waits_when_it_opens(cast: Cast) -> None:
    first = reply(actor=Actor.of(cast.anna), ticket=cast.tickets["open"], words=WORDS, channel="mail")
    change_status(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], status=Status.SOLVED)
    assert _fresh(cast.tickets["open"]).waiting_since is None
    assert (
        change_status(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], status="open").waiting_since
        == first.at
    )


def test_neither_side_sees_the_others_notes(cast: Cast) -> None:
    ticket = cast.tickets["open"]
    ours = add_note(actor=Actor.of(cast.vera), ticket=ticket, words=WORDS)
    theirs = add_note(actor=Actor.of(cast.anna), ticket=ticket, words=WORDS, channel="portal")
    assert (ours.kind, theirs.kind) == (MessageKind.NOTE, MessageKind.CUSTOMER_NOTE)
    assert ours in messages_for(cast.vera, ticket)
    assert ours not in messages_for(cast.anna, ticket)
    assert theirs in messages_for(cast.anna, ticket)
    assert theirs not in messages_for(cast.vera, ticket)
    told = {message.pk for message in (ours, theirs)}
    seen = {
        person: {event.data.get("message") for event in history(person, ticket)} & told
        for person in (cast.vera, cast.anna)
    }
    assert seen == {cast.vera: {ours.pk}, cast.anna: {theirs.pk}}
    assert Event.objects.get(data__message=ours.pk).audience == Audience.STAFF
    assert (_fresh(ticket).snippet, _fresh(ticket).status) == ("Анна, здравствуйте! Проверяем.", "open")


def test_a_submission_gives_its_message_to_nobody_who_may_not_read_it(cast: Cast) -> None:
    note = add_note(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], words=WORDS, submission="s")
    assert (
        add_note(actor=Actor.of(cast.egor), ticket=cast.tickets["open"], words=WORDS, submission="s") == note
    )
    with pytest.raises(Refusal):
        reply(
            actor=Actor.of(cast.anna), ticket=cast.tickets["open"], words=WORDS, channel="api", submission="s"
        )
    with pytest.raises(NotFound):
        reply(
            actor=Actor.of(cast.mia), ticket=cast.tickets["open"], words=WORDS, channel="api", submission="s"
        )


STEPS = st.lists(
    st.sampled_from(
        ["customer", "agent", "note", "customer_note", "solved", "open", "pending", "closed", "split"]
    ),
    max_size=9,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(steps=STEPS)
def test_the_columns_that_repeat_messages_stay_true(cast: Cast, steps: list[str]) -> None:
    """Whatever happens, counting anew finds what the verbs kept."""
    ticket = _fresh(cast.tickets["new"])
    for step in steps:
        _do(cast, ticket, step)
    before = picture([Ticket])
    for row in Ticket.objects.all():
        summary.recount(row)
    assert picture([Ticket]) == before


def _do(cast: Cast, ticket: Ticket, step: str) -> None:
    vera, anna = Actor.of(cast.vera), Actor.of(cast.anna)
    if step in {"customer", "agent"}:
        reply(actor=vera if step == "agent" else anna, ticket=ticket, words=WORDS, channel="desk")
    elif step in {"note", "customer_note"}:
        add_note(actor=vera if step == "note" else anna, ticket=ticket, words=WORDS)
    elif step == "split":
        last = Message.objects.filter(ticket=ticket, kind="public").last()
        if messages_for(cast.vera, ticket).count() > 1 and last:
            merge(
                actor=vera,
                ticket=split(actor=vera, ticket=ticket, messages=[last.pk]),
                into=cast.tickets["solved"],
            )
    else:
        change_status(actor=vera, ticket=ticket, status=step)
