"""Deciding about held mails."""

import pytest

from opora.events.models import Event
from opora.mail import tokens
from opora.mail.actions import dismiss_held, join_held, open_from_held, try_again
from opora.mail.models import IncomingMail
from opora.mail.public import held_for, mails_for, take_in_due
from opora.people.models import Person
from opora.people.public import Actor, Conflict, NotAllowed, NotFound, Refusal
from opora.tickets.actions import reply, split
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import brought, letter


@pytest.fixture
def held(cast: Cast) -> IncomingMail:
    """A mail of Anna's colleague, who is not on the ticket, to Vera's answer."""
    ticket = cast.tickets[Status.OPEN]
    answer = reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="?"), channel="desk")
    token = f"<{tokens.message_id(ticket.pk, 'm', answer.pk, 'severka.example')}>"
    row = brought(
        letter("Борис <boris@veter.example>", In_Reply_To=token, text="Отвечаю за Анну"), cast.mailbox
    )
    assert row.state == "held"
    return row


def test_it_waits_at_its_ticket(cast: Cast, held: IncomingMail) -> None:
    assert held_for(cast.tickets[Status.OPEN]) == [held]
    assert list(mails_for(cast.vera)) == [held]
    assert list(mails_for(cast.petr)) == list(mails_for(cast.anna)) == []


def test_joined_its_sender_takes_part(cast: Cast, held: IncomingMail) -> None:
    message = join_held(actor=Actor.of(cast.vera), incoming=held)
    boris = Person.objects.get(email="boris@veter.example")
    ticket = cast.tickets[Status.OPEN]
    assert (message.ticket, message.author, message.visible) == (ticket, boris, "Отвечаю за Анну")
    assert [row.person for row in ticket.collaborators.all()] == [boris]
    held.refresh_from_db()
    assert (held.state, held.message, held.why["decision"]["by"]) == ("done", message, cast.vera.pk)
    again = brought(
        letter("boris@veter.example", In_Reply_To="<one@veter.example>", message_id="<2@v>"), cast.mailbox
    )
    assert (again.state, again.ticket) == ("done", ticket)


def test_joined_without_taking_part(cast: Cast, held: IncomingMail) -> None:
    join_held(actor=Actor.of(cast.vera), incoming=held, as_collaborator=False)
    assert not cast.tickets[Status.OPEN].collaborators.exists()
    assert Message.objects.get(incoming_mail=held).author == Person.objects.get(email="boris@veter.example")


def test_it_may_belong_to_another_ticket(cast: Cast, held: IncomingMail) -> None:
    other = cast.tickets[Status.PENDING]
    assert join_held(actor=Actor.of(cast.vera), incoming=held, ticket=other).ticket == other


def test_opened_as_a_request_of_its_own(cast: Cast, held: IncomingMail) -> None:
    ticket = open_from_held(actor=Actor.of(cast.vera), incoming=held)
    assert ticket not in cast.tickets.values()
    assert (ticket.requester.email, ticket.department) == ("boris@veter.example", cast.first_line)
    held.refresh_from_db()
    assert (held.state, held.ticket) == ("done", ticket)


def test_dismissed_it_stays_and_may_be_opened_later(cast: Cast, held: IncomingMail) -> None:
    vera = Actor.of(cast.vera)
    dismiss_held(actor=vera, incoming=held)
    dismiss_held(actor=vera, incoming=held)
    held.refresh_from_db()
    assert (held.state, held.reason) == ("ignored", "dismissed")
    assert Event.objects.filter(kind="mail.decided").count() == 1
    assert open_from_held(actor=vera, incoming=held).requester.email == "boris@veter.example"


def test_decided_once(cast: Cast, held: IncomingMail) -> None:
    vera = Actor.of(cast.vera)
    join_held(actor=vera, incoming=held)
    for verb in (join_held, open_from_held, dismiss_held, try_again):
        with pytest.raises(Conflict):
            verb(actor=vera, incoming=held)  # type: ignore[operator]
    assert Ticket.objects.count() == len(cast.tickets)


def test_who_may_not_answer_may_not_decide(cast: Cast, held: IncomingMail) -> None:
    for person in (cast.petr, cast.anna, cast.mia):
        for verb in (join_held, open_from_held, dismiss_held, try_again):
            with pytest.raises((NotAllowed, NotFound)):
                verb(actor=Actor.of(person), incoming=held)  # type: ignore[operator]
    held.refresh_from_db()
    assert held.state == "held"


def test_a_mail_without_sender_needs_somebody_whose_request_it_is(cast: Cast) -> None:
    row = brought(b"Subject: help\nMessage-ID: <n@v>\n\nPlease", cast.mailbox)
    vera = Actor.of(cast.vera)
    with pytest.raises(Refusal) as refused:
        open_from_held(actor=vera, incoming=row)
    assert refused.value.field == "requester"
    assert open_from_held(actor=vera, incoming=row, requester=cast.mia).requester == cast.mia


def test_a_mail_without_ticket_needs_one_to_join(cast: Cast) -> None:
    row = brought(b"Subject: help\nMessage-ID: <n@v>\n\nPlease", cast.mailbox)
    with pytest.raises(Refusal):
        join_held(actor=Actor.of(cast.vera), incoming=row)


def test_a_loose_mail_is_the_departments_business(cast: Cast) -> None:
    row = brought(b"Subject: help\nMessage-ID: <n@v>\n\nPlease", cast.mailbox)
    with pytest.raises(NotAllowed):
        dismiss_held(actor=Actor.of(cast.petr), incoming=row)
    assert list(mails_for(cast.vera)) == [row]
    assert list(mails_for(cast.petr)) == []
    nobodys = brought(b"Subject: lost\nMessage-ID: <l@v>\n\nPlease", None)
    assert list(mails_for(cast.vera)) == [row]
    assert nobodys in mails_for(cast.sofia)


def test_the_sender_of_a_held_mail_who_joined_meanwhile_passes_when_tried_again(
    cast: Cast, held: IncomingMail
) -> None:
    from opora.people.actions import create_person
    from opora.tickets.actions import add_collaborator

    vera = Actor.of(cast.vera)
    boris = create_person(actor=vera, name="Борис", email="boris@veter.example")
    add_collaborator(actor=vera, ticket=cast.tickets[Status.OPEN], person=boris)
    try_again(actor=vera, incoming=held)
    take_in_due()
    held.refresh_from_db()
    assert (held.state, held.ticket) == ("done", cast.tickets[Status.OPEN])


def test_it_is_seen_at_the_ticket_that_its_own_was_merged_into(cast: Cast, held: IncomingMail) -> None:
    from opora.tickets.actions import merge

    into = cast.tickets[Status.PENDING]
    merge(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], into=into)
    assert held_for(into) == [held]
    assert join_held(actor=Actor.of(cast.vera), incoming=held).ticket == into


def test_nobody_joins_it_to_a_ticket_that_is_not_theirs(cast: Cast, held: IncomingMail) -> None:
    foreign = cast.tickets[Status.PENDING]
    Ticket.objects.filter(pk=foreign.pk).update(department=cast.billing, assignee=None, requester=cast.mia)
    with pytest.raises(NotFound):
        join_held(actor=Actor.of(cast.egor), incoming=held, ticket=foreign)
    assert not Message.objects.filter(incoming_mail=held).exists()


def test_the_mail_of_a_message_that_was_split_off_goes_where_the_message_went(cast: Cast) -> None:
    first = brought(letter(message_id="<s1@v>"), cast.mailbox)
    second = brought(letter(message_id="<s2@v>", In_Reply_To="<s1@v>", text="И ещё"), cast.mailbox)
    assert first.ticket is not None and second.message is not None
    fresh = split(actor=Actor.of(cast.vera), ticket=first.ticket, messages=[second.message.pk])
    Ticket.objects.filter(pk=fresh.pk).update(department=cast.billing)
    assert set(mails_for(cast.egor)) == {first}
    assert set(mails_for(cast.petr)) == {second}
