"""The block list's verbs."""

import pytest

from opora.events.models import Event
from opora.mail.actions import add_block_rule, remove_block_rule
from opora.mail.models import BlockRule
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.tickets.actions import not_a_request, undo
from opora.tickets.models import Status
from tests.cast import Cast


def test_any_agent_blocks_an_address_and_supervisors_block_more(cast: Cast) -> None:
    rule = add_block_rule(
        actor=Actor.of(cast.vera), sort="sender", value=" Eve@Evil.example ", note="sells\npills"
    )
    assert (rule.value, rule.action, rule.note, rule.added_by) == (
        "eve@evil.example", "aside", "sells pills", cast.vera,
    )  # fmt: skip
    for sort, value in (("domain", "evil.example"), ("subject", "cheap pills")):
        with pytest.raises(NotAllowed):
            add_block_rule(actor=Actor.of(cast.vera), sort=sort, value=value)
        add_block_rule(actor=Actor.of(cast.sofia), sort=sort, value=value)
    with pytest.raises(NotAllowed):
        add_block_rule(actor=Actor.of(cast.anna), sort="sender", value="x@y.example")


def test_the_same_rule_twice_is_one(cast: Cast) -> None:
    first = add_block_rule(actor=Actor.of(cast.vera), sort="sender", value="eve@evil.example")
    again = add_block_rule(actor=Actor.of(cast.egor), sort="sender", value="EVE@evil.example")
    assert (again, BlockRule.objects.count()) == (first, 1)
    assert Event.objects.filter(kind="mail.block_rule_added").count() == 1


@pytest.mark.parametrize(
    ("sort", "value", "code"),
    [
        ("sender", "help@severka.example", "own"),
        ("sender", "vera@severka.example", "own"),
        ("sender", "nonsense", "bad_address"),
        ("domain", "severka.example", "own"),
        ("domain", "com", "bad_address"),
        ("domain", "co.uk", "too_wide"),
        ("subject", " a ", "too_short"),
        ("nonsense", "x", "bad_choice"),
    ],
)
def test_what_would_meet_the_desk_or_everybody_is_refused(
    cast: Cast, sort: str, value: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        add_block_rule(actor=Actor.of(cast.sofia), sort=sort, value=value)
    assert refused.value.code == code


def test_a_rule_is_removed_by_whoever_added_it_or_a_supervisor(cast: Cast) -> None:
    rule = add_block_rule(actor=Actor.of(cast.vera), sort="sender", value="eve@evil.example")
    with pytest.raises(NotAllowed):
        remove_block_rule(actor=Actor.of(cast.egor), rule=rule)
    remove_block_rule(actor=Actor.of(cast.vera), rule=rule)
    remove_block_rule(actor=Actor.of(cast.sofia), rule=rule)
    assert not BlockRule.objects.exists()
    event = Event.objects.get(kind="mail.block_rule_removed")
    assert event.data["value"] == "eve@evil.example"


def test_done_at_a_ticket_it_is_undone_there_together(cast: Cast) -> None:
    from opora.events.public import one_act

    ticket, vera = cast.tickets[Status.NEW], Actor.of(cast.vera)
    with one_act() as act:
        not_a_request(actor=vera, ticket=ticket)
        add_block_rule(actor=vera, sort="sender", value="anna@veter.example", ticket=ticket)
    with one_act() as undoing:
        undo(actor=vera, ticket=ticket, act=act)
    ticket.refresh_from_db()
    assert (ticket.not_request_at, BlockRule.objects.count()) == (None, 0)
    undo(actor=vera, ticket=ticket, act=undoing)
    ticket.refresh_from_db()
    assert (ticket.not_request_at is None, BlockRule.objects.get().value) == (False, "anna@veter.example")


def test_only_where_one_may_decide(cast: Cast) -> None:
    with pytest.raises(NotFound):
        add_block_rule(
            actor=Actor.of(cast.petr), sort="sender", value="x@y.example", ticket=cast.tickets[Status.NEW]
        )
