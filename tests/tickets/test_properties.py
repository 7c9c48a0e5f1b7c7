"""The verbs that change a property, links, collaborators."""

import pytest

from opora.people.public import Actor, NotFound, Refusal
from opora.tickets.actions import (
    add_collaborator,
    change_fields,
    change_priority,
    change_requester,
    change_status,
    change_subject,
    change_tags,
    change_topic,
    change_type,
    link,
    undo,
    unlink,
)
from opora.tickets.models import Link, Status, Ticket
from opora.tickets.public import may, visible_to
from tests.cast import Cast
from tests.picture import events_since, last_event


@pytest.fixture
def vera(cast: Cast) -> Actor:
    return Actor.of(cast.vera)


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return cast.tickets["open"]


def test_values_that_are_not_offered_are_refused(cast: Cast, vera: Actor, ticket: Ticket) -> None:
    for refused in (
        lambda: change_priority(actor=vera, ticket=ticket, priority=0),
        lambda: change_type(actor=vera, ticket=ticket, type=""),
        lambda: change_status(actor=vera, ticket=ticket, status="lost"),
        lambda: change_subject(actor=vera, ticket=ticket, subject=" "),
        lambda: link(actor=vera, ticket=ticket, other=cast.tickets["new"], kind="enemy"),
        lambda: link(actor=vera, ticket=ticket, other=ticket),
        lambda: change_fields(actor=vera, ticket=ticket, values={"order": "1"}),
    ):
        with pytest.raises(Refusal):
            refused()


def test_the_moments_of_a_status(vera: Actor, ticket: Ticket) -> None:
    solved = change_status(actor=vera, ticket=ticket, status=Status.SOLVED)
    assert solved.solved_at is not None
    closed = change_status(actor=vera, ticket=ticket, status=Status.CLOSED)
    assert (closed.solved_at, closed.closed_at is None) == (solved.solved_at, False)
    assert change_status(actor=vera, ticket=ticket, status=Status.SOLVED).closed_at is None
    opened = change_status(actor=vera, ticket=ticket, status=Status.PENDING)
    assert (opened.solved_at, opened.closed_at, opened.reopened) == (None, None, 1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["VIP", "vip ", "#vip"], ["vip"]),
        (["# #a", "b\x00\nc", "", "#"], ["a", "b c"]),
        (["x" * 80, "x" * 90], ["x" * 60]),
        ([f"t{n:02}" for n in range(70)], [f"t{n:02}" for n in range(50)]),
    ],
)
def test_tags_are_tidied_once_and_for_all(
    vera: Actor, ticket: Ticket, given: list[str], kept: list[str]
) -> None:
    def names() -> list[str]:
        return sorted(ticket.tag_rows.values_list("name", flat=True))

    change_tags(actor=vera, ticket=ticket, tags=given)
    assert names() == kept
    last = last_event()
    change_tags(actor=vera, ticket=ticket, tags=names())
    assert last_event() == last


def test_fields_stay_when_the_topic_changes_and_go_back_alone(
    cast: Cast, vera: Actor, ticket: Ticket
) -> None:
    change_topic(actor=vera, ticket=ticket, topic=cast.orders)
    change_fields(actor=vera, ticket=ticket, values={"order": " 48 "})
    fields = {"name": "colour", "kind": "choice", "choices": ["red", "blue"]}
    cast.orders.fields = [fields]
    cast.orders.save()
    last = last_event()
    assert change_fields(actor=vera, ticket=ticket, values={"colour": "red"}).fields == {
        "order": "48",
        "colour": "red",
    }
    assert undo(actor=vera, ticket=ticket, act=events_since(last)[0].act).fields == {"order": "48"}
    with pytest.raises(Refusal) as refused:
        change_fields(actor=vera, ticket=ticket, values={"colour": "green"})
    assert refused.value.field == "fields.colour"


def test_a_new_requester_brings_their_organization_and_the_old_one_sees_it_no_more(
    cast: Cast, vera: Actor, ticket: Ticket
) -> None:
    assert change_requester(actor=vera, ticket=ticket, requester=cast.mia).organization is None
    assert ticket in visible_to(cast.mia)
    assert ticket not in visible_to(cast.anna)


def test_a_collaborator_sees_and_answers(cast: Cast, vera: Actor, ticket: Ticket) -> None:
    ticket = add_collaborator(actor=vera, ticket=ticket, person=cast.mia)
    assert ticket in visible_to(cast.mia)
    assert may(Actor.of(cast.mia), ticket, "reply")
    assert not may(Actor.of(cast.mia), ticket, "change")
    last = last_event()
    add_collaborator(actor=vera, ticket=ticket, person=cast.anna)
    assert last_event() == last, "the requester is in the conversation anyway"


def test_related_is_the_same_both_ways(cast: Cast, vera: Actor, ticket: Ticket) -> None:
    other = cast.tickets["new"]
    link(actor=vera, ticket=ticket, other=other)
    link(actor=vera, ticket=other, other=ticket)
    assert Link.objects.count() == 1
    unlink(actor=vera, ticket=other, other=ticket)
    assert not Link.objects.exists()
    link(actor=vera, ticket=ticket, other=other, kind="caused_by")
    link(actor=vera, ticket=other, other=ticket, kind="caused_by")
    assert Link.objects.count() == 2


def test_nobody_links_with_what_they_may_not_see(cast: Cast, vera: Actor, ticket: Ticket) -> None:
    hidden = cast.tickets["new"]
    hidden.department = cast.billing
    hidden.save()
    with pytest.raises(NotFound):
        link(actor=vera, ticket=ticket, other=hidden)
