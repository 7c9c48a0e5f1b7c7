"""The socket of rules: order, cause, what a stage sees, where loops end."""

from collections.abc import Callable, Iterator

import pytest

from opora.events.models import Event
from opora.events.public import Cause
from opora.people.public import Actor
from opora.tickets import pipeline
from opora.tickets.actions import change_priority, change_status, change_tags, change_type, undo
from opora.tickets.pipeline import Change
from tests.cast import Cast
from tests.picture import events_since, last_event, picture

Announce = Callable[[pipeline.Stage, int], None]


@pytest.fixture
def announce() -> Iterator[Announce]:
    names: list[str] = []

    def put(stage: pipeline.Stage, order: int) -> None:
        names.append(f"test {len(names)}")
        pipeline.announce(names[-1], stage, order=order)

    yield put
    for name in names:
        pipeline.withdraw(name)


RULE = Actor.rule(7)


def test_a_rule_acts_in_the_same_act_and_is_named(cast: Cast, announce: Announce) -> None:
    def urgent(change: Change) -> None:
        if change.happened("ticket.tags_changed"):
            change_priority(actor=RULE, ticket=change.ticket, priority=4, because=Cause("rule", 7))

    announce(urgent, 50)
    before, last = picture(), last_event()
    ticket = change_tags(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], tags=["fire"])
    assert ticket.priority == 4
    tagged, raised = events_since(last)
    assert tagged.act == raised.act
    assert (raised.actor_kind, raised.actor_id, raised.cause) == ("rule", 7, "rule:7")
    undo(actor=Actor.of(cast.vera), ticket=ticket, act=tagged.act)
    assert picture() == before


def test_each_stage_sees_what_the_one_before_did(cast: Cast, announce: Announce) -> None:
    seen: list[int] = []

    def raise_it(change: Change) -> None:
        if change.happened("ticket.type_changed"):
            change_priority(actor=RULE, ticket=change.ticket, priority=4)

    def look(change: Change) -> None:
        if change.happened("ticket.type_changed"):
            seen.append(change.ticket.priority)

    announce(look, 60)
    announce(raise_it, 50)
    change_type(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], type="incident")
    assert seen == [4]


@pytest.mark.parametrize("rules", [1, 2, 3])
def test_rules_that_set_each_other_off_are_stopped_once(cast: Cast, announce: Announce, rules: int) -> None:
    def flip(change: Change) -> None:
        change_priority(actor=RULE, ticket=change.ticket, priority=5 - max(1, min(4, change.ticket.priority)))

    for order in range(rules):
        announce(flip, 50 + order)
    last = last_event()
    change_status(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], status="pending")
    happened = [event.kind for event in events_since(last)]
    assert happened.count("rules.loop_stopped") == 1
    assert len(happened) <= pipeline.DEEPEST + 2
    assert happened[0] == "ticket.status_changed"
    last = last_event()
    change_status(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], status="hold")
    assert Event.objects.filter(id__gt=last, kind="rules.loop_stopped").count() == 1, (
        "the next verb starts afresh"
    )
