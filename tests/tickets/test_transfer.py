"""The verbs transfer and assign."""

import pytest

from opora.desk.actions import change_department, grant_access
from opora.desk.models import Level
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, Refusal
from opora.tickets.actions import assign, change_priority, transfer
from opora.tickets.models import Message, Ticket
from tests.cast import Cast
from tests.picture import events_since, last_event

SYSTEM = Actor.system()


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return cast.tickets["open"]


def test_nobody_has_what_its_assignee_may_not_answer(cast: Cast, ticket: Ticket) -> None:
    assert transfer(actor=Actor.of(cast.vera), ticket=ticket, department=cast.billing).assignee is None


def test_the_assignee_stays_who_may_answer_there_too(cast: Cast, ticket: Ticket) -> None:
    grant_access(actor=SYSTEM, person=cast.vera, department=cast.billing, level=Level.REPLY)
    moved = transfer(actor=Actor.of(cast.vera), ticket=ticket, department=cast.billing)
    assert (moved.department, moved.assignee) == (cast.billing, cast.vera)


def test_with_a_note_and_a_name(cast: Cast, ticket: Ticket) -> None:
    last = last_event()
    moved = transfer(
        actor=Actor.of(cast.vera), ticket=ticket, department=cast.billing, to=cast.petr, note="Счёт №4471"
    )
    assert (moved.assignee, Message.objects.get(ticket=ticket, kind="note").author) == (cast.petr, cast.vera)
    kinds = [event.kind for event in events_since(last)]
    assert kinds == ["message.posted", "ticket.assigned", "ticket.transferred"]


def test_to_another_agent_of_the_same_department(cast: Cast, ticket: Ticket) -> None:
    moved = transfer(
        actor=Actor.of(cast.vera), ticket=ticket, department=cast.first_line, to=cast.egor, note="Возьми"
    )
    assert (moved.department, moved.assignee) == (cast.first_line, cast.egor)
    assert Message.objects.filter(ticket=ticket, kind="note").exists()


def test_only_to_those_who_may_answer_there(cast: Cast, ticket: Ticket) -> None:
    for person in (cast.egor, cast.anna):
        with pytest.raises(Refusal) as refused:
            transfer(actor=Actor.of(cast.vera), ticket=ticket, department=cast.billing, to=person)
        assert refused.value.field == "assignee"
    change_department(actor=SYSTEM, department=cast.billing, is_active=False)
    cast.billing.refresh_from_db()
    with pytest.raises(Refusal):
        transfer(actor=Actor.of(cast.vera), ticket=ticket, department=cast.billing)


@pytest.mark.parametrize("name", ["petr", "anna"])
def test_a_ticket_is_given_to_members_only(cast: Cast, ticket: Ticket, name: str) -> None:
    with pytest.raises(Refusal):
        assign(actor=Actor.of(cast.vera), ticket=ticket, to=getattr(cast, name))


def test_whoever_only_reads_changes_nothing(cast: Cast, ticket: Ticket) -> None:
    grant_access(actor=SYSTEM, person=cast.petr, department=cast.first_line, level=Level.READ)
    reader = Actor.of(Person.objects.get(pk=cast.petr.pk))
    with pytest.raises(NotAllowed):
        change_priority(actor=reader, ticket=ticket, priority=4)


def test_the_assignee_works_on_it_without_access_to_the_department(cast: Cast, ticket: Ticket) -> None:
    grant_access(actor=SYSTEM, person=cast.vera, department=cast.first_line, level=Level.NONE)
    vera = Actor.of(Person.objects.get(pk=cast.vera.pk))
    assert change_priority(actor=vera, ticket=ticket, priority=4).priority == 4
