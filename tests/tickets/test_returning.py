"""Split, merge, status and transfer taken back, also after later replies: what exactly is exact."""

import uuid
from datetime import timedelta

import pytest

from opora.events.models import Event
from opora.events.public import clock
from opora.people.public import Actor, Conflict, NotFound, Refusal
from opora.tickets.actions import (
    assign,
    change_priority,
    change_status,
    change_tags,
    change_topic,
    merge,
    open_ticket,
    reply,
    split,
    transfer,
    undo,
)
from opora.tickets.models import Collaborator, Message, Status, Ticket
from opora.tickets.public import Words, is_undoable, obtain
from tests.cast import Cast
from tests.picture import picture

WORDS = Words(text="Ещё одно")


def say(cast: Cast, ticket: Ticket, who: str = "anna") -> Message:
    return reply(actor=Actor.of(getattr(cast, who)), ticket=ticket, words=WORDS, channel="mail")


def on(ticket: Ticket) -> list[int]:
    """Ids of the messages that are on the ticket now."""
    return list(Message.objects.filter(ticket=ticket).order_by("id").values_list("pk", flat=True))


def act_of(ticket: Ticket, kind: str) -> uuid.UUID:
    return Event.objects.filter(ticket=ticket.pk, kind=kind).latest("id").act


def take_back(cast: Cast, ticket: Ticket, kind: str) -> None:
    undo(actor=Actor.of(cast.sofia), ticket=ticket, act=act_of(ticket, kind))


@pytest.fixture
def one(cast: Cast) -> Ticket:
    for _ in range(2):
        say(cast, cast.tickets["open"])
    return cast.tickets["open"]


@pytest.fixture
def other(cast: Cast) -> Ticket:
    return cast.tickets["pending"]


def test_a_split_goes_back_with_its_later_replies(cast: Cast, one: Ticket) -> None:
    before = on(one)
    part = split(actor=Actor.of(cast.vera), ticket=one, messages=before[-2:], subject="Другое")
    assert (on(one), on(part), part.subject) == (before[:-2], before[-2:], "Другое")
    later = say(cast, part)
    take_back(cast, one, "ticket.split")
    assert on(one) == [*before, later.pk]
    assert set(Message.objects.filter(pk__in=before).values_list("thread", flat=True)) == {one.pk}
    part.refresh_from_db()
    assert (part.status, part.merged_into, part.message_count, on(part)) == (Status.CLOSED, one, 0, [])
    assert say(cast, part).ticket == one


def test_a_split_can_be_done_again_and_taken_back_again(cast: Cast, one: Ticket) -> None:
    before = on(one)
    split(actor=Actor.of(cast.vera), ticket=one, messages=before[-2:])
    first = act_of(one, "ticket.split")
    after = picture()
    take_back(cast, one, "ticket.split")
    take_back(cast, one, "act.undone")
    assert picture() == after
    undo(actor=Actor.of(cast.sofia), ticket=one, act=first)
    assert on(one) == before


def test_a_split_of_a_merged_conversation_goes_back_to_its_thread(
    cast: Cast, one: Ticket, other: Ticket
) -> None:
    merge(actor=Actor.of(cast.vera), ticket=other, into=one)
    before = picture(tickets=[one.pk])
    split(actor=Actor.of(cast.vera), ticket=one, messages=[on(one)[0], on(one)[-1]])
    take_back(cast, one, "ticket.split")
    assert picture(tickets=[one.pk]) == before


def test_what_was_merged_since_is_undone_first(cast: Cast, one: Ticket, other: Ticket) -> None:
    part = split(actor=Actor.of(cast.vera), ticket=one, messages=on(one)[-1:])
    merge(actor=Actor.of(cast.vera), ticket=part, into=other)
    before = picture()
    with pytest.raises(Conflict):
        take_back(cast, one, "ticket.split")
    assert picture() == before
    take_back(cast, part, "ticket.merged")
    take_back(cast, one, "ticket.split")


def test_a_merge_goes_back_with_the_later_replies_of_its_thread(
    cast: Cast, one: Ticket, other: Ticket
) -> None:
    mine, theirs = on(one), on(other)
    status = Ticket.objects.get(pk=other.pk).status
    merge(actor=Actor.of(cast.vera), ticket=other, into=one)
    assert (on(one), on(other)) == (sorted(mine + theirs), [])
    to_one, to_other = say(cast, one), say(cast, other, "vera")
    assert to_other.ticket == one
    take_back(cast, other, "ticket.merged")
    assert on(one) == [*mine, to_one.pk]
    assert on(other) == [*theirs, to_other.pk]
    other.refresh_from_db()
    assert (other.status, other.merged_into_id) == (status, None)


def test_a_chain_of_merges_goes_back_link_by_link(cast: Cast, one: Ticket, other: Ticket) -> None:
    third = cast.tickets["hold"]
    pictures = [picture()]
    merge(actor=Actor.of(cast.vera), ticket=third, into=other)
    pictures.append(picture())
    merge(actor=Actor.of(cast.vera), ticket=other, into=one)
    with pytest.raises(Conflict):
        take_back(cast, third, "ticket.merged")
    take_back(cast, other, "ticket.merged")
    assert picture() == pictures[1]
    take_back(cast, third, "ticket.merged")
    assert picture() == pictures[0]


def test_a_chain_of_merges_takes_its_threads_along(cast: Cast, one: Ticket, other: Ticket) -> None:
    third = cast.tickets["hold"]
    merge(actor=Actor.of(cast.vera), ticket=third, into=other)
    merge(actor=Actor.of(cast.vera), ticket=other, into=one)
    later = say(cast, third)
    assert later.ticket == one
    take_back(cast, other, "ticket.merged")
    later.refresh_from_db()
    assert later.ticket == other


def test_who_joined_by_a_merge_leaves_with_it(cast: Cast, one: Ticket) -> None:
    hers = open_ticket(
        actor=Actor.of(cast.lucie), requester=cast.lucie, subject="Totéž", words=WORDS, channel="mail"
    )
    merge(actor=Actor.of(cast.vera), ticket=hers, into=one)
    assert Collaborator.objects.get(ticket=one).person == cast.lucie
    assert say(cast, hers, "lucie").ticket == one
    take_back(cast, hers, "ticket.merged")
    assert not Collaborator.objects.filter(ticket=one).exists()


def test_an_open_request_opens_the_solved_one_it_is_merged_into(cast: Cast, one: Ticket) -> None:
    solved = cast.tickets["solved"]
    before = picture()
    survivor = merge(actor=Actor.of(cast.vera), ticket=one, into=solved)
    assert (survivor.status, survivor.waiting_since is None) == (Status.OPEN, False)
    take_back(cast, one, "ticket.merged")
    assert picture() == before


def test_a_later_status_of_the_survivor_does_not_hinder(cast: Cast, one: Ticket) -> None:
    solved = cast.tickets["solved"]
    merge(actor=Actor.of(cast.vera), ticket=one, into=solved)
    change_status(actor=Actor.of(cast.vera), ticket=solved, status=Status.PENDING)
    take_back(cast, one, "ticket.merged")
    assert Ticket.objects.get(pk=solved.pk).status == Status.PENDING


def test_a_merge_can_be_done_again(cast: Cast, one: Ticket, other: Ticket) -> None:
    merge(actor=Actor.of(cast.vera), ticket=other, into=one)
    merged = act_of(other, "ticket.merged")
    take_back(cast, other, "ticket.merged")
    take_back(cast, other, "act.undone")
    other.refresh_from_db()
    assert (other.merged_into, on(other)) == (one, [])
    undo(actor=Actor.of(cast.sofia), ticket=other, act=merged)
    with pytest.raises(Refusal) as refused:
        undo(actor=Actor.of(cast.sofia), ticket=other, act=merged)
    assert refused.value.code == "undone_already"


def test_merging_refuses_nonsense(cast: Cast, one: Ticket, other: Ticket) -> None:
    vera = Actor.of(cast.vera)
    with pytest.raises(Refusal):
        merge(actor=vera, ticket=one, into=one)
    merge(actor=vera, ticket=other, into=one)
    with pytest.raises(Refusal):
        merge(actor=vera, ticket=one, into=other)
    with pytest.raises(Refusal):
        change_status(actor=vera, ticket=other, status=Status.OPEN)


def test_splitting_leaves_something_behind_and_takes_only_its_own(
    cast: Cast, one: Ticket, other: Ticket
) -> None:
    for messages in ([], on(one), on(other)[:1], [on(one)[0], 10**9]):
        with pytest.raises(Refusal):
            split(actor=Actor.of(cast.vera), ticket=one, messages=messages)


def test_reopenings_are_not_counted_for_what_is_taken_back(cast: Cast) -> None:
    ticket = cast.tickets["solved"]
    before = picture(tickets=[ticket.pk])
    change_status(actor=Actor.of(cast.vera), ticket=ticket, status=Status.OPEN)
    take_back(cast, ticket, "ticket.status_changed")
    assert picture(tickets=[ticket.pk]) == before


def test_a_topic_goes_back_with_all_that_followed_from_it(cast: Cast, one: Ticket) -> None:
    cast.orders.department, cast.orders.priority, cast.orders.type = cast.billing, 4, "problem"
    cast.orders.save()
    before = picture()
    moved = change_topic(actor=Actor.of(cast.vera), ticket=one, topic=cast.orders)
    assert (moved.department, moved.priority, moved.type, moved.assignee) == (
        cast.billing,
        4,
        "problem",
        None,
    )
    take_back(cast, one, "ticket.topic_changed")
    assert picture() == before


def test_a_transfer_to_somebody_goes_back_to_whoever_had_it(cast: Cast, one: Ticket) -> None:
    before = picture()
    transfer(actor=Actor.of(cast.vera), ticket=one, department=cast.billing, to=cast.petr)
    take_back(cast, one, "ticket.transferred")
    assert picture() == before


def test_the_note_of_a_transfer_stays_when_it_is_taken_back(cast: Cast, one: Ticket) -> None:
    transfer(actor=Actor.of(cast.vera), ticket=one, department=cast.billing, note="Счёт прилагаю")
    assert is_undoable(act_of(one, "ticket.transferred"))
    take_back(cast, one, "ticket.transferred")
    one.refresh_from_db()
    assert (one.department, one.assignee) == (cast.first_line, cast.vera)
    assert Message.objects.filter(ticket=one, kind="note").get().text == "Счёт прилагаю"


def test_whoever_gave_it_out_of_their_sight_may_take_it_back_at_once(cast: Cast, one: Ticket) -> None:
    before, vera = picture(), Actor.of(cast.vera)
    transfer(actor=vera, ticket=one, department=cast.billing, to=cast.petr)
    with pytest.raises(NotFound):
        obtain(vera, one.pk)
    with pytest.raises(NotFound):
        change_priority(actor=vera, ticket=one, priority=4)
    with pytest.raises(NotFound):
        undo(actor=vera, ticket=one, act=act_of(one, "message.posted"))
    undo(actor=vera, ticket=obtain(vera, one.pk, "undo"), act=act_of(one, "ticket.transferred"))
    assert picture() == before


@pytest.mark.parametrize("later", ["touched", "long ago", "somebody else"])
def test_but_not_when_others_work_on_it(cast: Cast, one: Ticket, later: str) -> None:
    vera, now = Actor.of(cast.vera), clock.now()
    with clock.at(now - timedelta(minutes=11) if later == "long ago" else now):
        transfer(actor=vera, ticket=one, department=cast.billing)
    act = act_of(one, "ticket.transferred")
    if later == "touched":
        change_priority(actor=Actor.of(cast.petr), ticket=one, priority=4)
    before, actor = picture(), Actor.of(cast.egor) if later == "somebody else" else vera
    with pytest.raises(NotFound):
        undo(actor=actor, ticket=one, act=act)
    assert picture() == before


def test_who_got_it_since_keeps_it_where_they_may(cast: Cast, one: Ticket) -> None:
    transfer(actor=Actor.of(cast.vera), ticket=one, department=cast.billing, to=cast.petr)
    transferred = act_of(one, "ticket.transferred")
    assign(actor=Actor.of(cast.petr), ticket=one, to=cast.sofia)
    with pytest.raises(Conflict):
        undo(actor=Actor.of(cast.sofia), ticket=one, act=transferred)


def test_what_was_changed_since_is_not_taken_back(cast: Cast, one: Ticket) -> None:
    vera = Actor.of(cast.vera)
    change_priority(actor=vera, ticket=one, priority=3)
    change_tags(actor=vera, ticket=one, tags=["a"])
    priority = act_of(one, "ticket.priority_changed")
    change_priority(actor=vera, ticket=one, priority=4)
    with pytest.raises(Conflict):
        undo(actor=vera, ticket=one, act=priority)
    take_back(cast, one, "ticket.tags_changed")


def test_what_was_said_is_not_taken_back(cast: Cast, one: Ticket) -> None:
    assert not is_undoable(act_of(one, "message.posted"))
    assert not is_undoable(uuid.uuid4())
    with pytest.raises(Refusal):
        take_back(cast, one, "message.posted")


def test_an_act_of_another_ticket_is_not_found(cast: Cast, one: Ticket, other: Ticket) -> None:
    change_priority(actor=Actor.of(cast.vera), ticket=one, priority=3)
    with pytest.raises(Refusal) as refused:
        undo(actor=Actor.of(cast.vera), ticket=other, act=act_of(one, "ticket.priority_changed"))
    assert refused.value.status == 404
