"""Mails that an agent should look at first: forged, spam, blocked, machines that answer each other, no requests."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from opora.events import clock
from opora.mail.actions import add_block_rule
from opora.mail.models import BlockRule, OutgoingMail
from opora.people.public import Actor
from opora.tickets.actions import not_a_request, reply
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.checking.signing import signed
from tests.mail.letters import brought, letter
from tests.mail.receiving.test_proving import VETER, by_door, configure, own_id, why
from tests.servers.name_server import NameServer, Zone, quoted

Start = Callable[[Zone], NameServer]
NONE: Zone = {**VETER, "_dmarc.veter.example": {"TXT": [quoted("v=DMARC1; p=none")]}}


@pytest.fixture
def answer(cast: Cast) -> Message:
    """Vera's answer on Anna's ticket."""
    ticket = cast.tickets[Status.PENDING]
    return reply(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="?"), channel="desk", then="pending"
    )


def tagged(cast: Cast, **more: Any) -> Any:
    return letter(subject=f"Re: заказ [#{cast.tickets['pending'].pk}]", **more)


def test_a_forged_mail_joins_nothing_by_its_subject(cast: Cast, zone: Start) -> None:
    zone(NONE)
    row = by_door(tagged(cast), cast)
    assert (row.state, row.reason, row.ticket) == ("held", "forged", cast.tickets["pending"])


def test_a_forged_mail_with_a_secret_joins_with_a_remark_unless_its_domain_asks_not_to(
    cast: Cast, answer: Message, zone: Start
) -> None:
    zone(NONE)
    row = by_door(letter(In_Reply_To=own_id(answer)), cast)
    assert (row.state, row.message and row.message.remarks) == (
        "done",
        [{"code": "unproven_sender", "verdict": "fail"}],
    )
    from opora.mail import dns

    dns.forget()
    zone(VETER)
    row = by_door(letter(In_Reply_To=own_id(answer), message_id="<2@v>", text="2"), cast)
    assert (row.state, row.reason) == ("held", "forged")


def test_a_forged_mail_opens_nothing_where_its_domain_asks_not_to(cast: Cast, zone: Start) -> None:
    zone(VETER)
    assert by_door(letter(), cast).reason == "forged"
    row = by_door(signed(letter(message_id="<2@v>").as_bytes(), "veter.example"), cast)
    assert (row.state, row.why["silence"]) == ("done", "")


def test_without_any_policy_a_refusing_spf_record_counts(cast: Cast, zone: Start) -> None:
    zone({"veter.example": {"TXT": [quoted("v=spf1 ip4:192.0.2.1 -all")]}})
    row = by_door(tagged(cast), cast, sender="anna@veter.example")
    assert (row.state, row.reason, why(row)["dmarc"]) == ("held", "forged", "none")
    row = by_door(letter(message_id="<2@v>"), cast, sender="anna@veter.example")
    assert (row.state, row.why["silence"]) == ("done", "forged")


def test_where_nothing_can_be_proven_a_subject_joins_with_a_remark(cast: Cast) -> None:
    row = brought(tagged(cast), cast.mailbox)
    assert (row.state, row.ticket) == ("done", cast.tickets["pending"])
    assert row.message is not None
    assert row.message.remarks == [{"code": "unproven_sender", "verdict": "none", "rule": "subject"}]


def test_a_proven_customer_joins_by_a_subject_without_remark(cast: Cast, zone: Start) -> None:
    zone(VETER)
    row = brought(signed(tagged(cast).as_bytes(), "veter.example"), cast.mailbox, "imap")
    assert row.message is not None
    assert (row.state, row.message.remarks) == ("done", [])


def test_a_guessed_token_shows_nothing(cast: Cast) -> None:
    guessed = f"<t.{cast.tickets['pending'].pk}.m.1.{'0' * 20}@severka.example>"
    row = brought(letter("eve@evil.example", In_Reply_To=guessed), cast.mailbox)
    assert row.ticket != cast.tickets["pending"]
    assert all(not rule.get("matched") for rule in row.why["rules"])


def test_spam_is_held_from_the_score_on_that_the_desk_wants(cast: Cast) -> None:
    spam = {"X_Spam_Status": "Yes, score=8.2 required=5.0 tests=A,B", "X_Spam_Flag": "YES"}
    row = brought(letter(**spam), cast.mailbox)
    assert (row.state, row.why["spam"]["score"], row.why["spam"]["is_spam"], row.why["silence"]) == (
        "done", 8.2, True, "spam",
    )  # fmt: skip
    configure(cast, "mail_spam_score", 6)
    assert brought(letter(message_id="<2@v>", **spam), cast.mailbox).reason == "spam"
    mild = letter(message_id="<3@v>", X_Spamd_Result="default: False [5.90 / 15.00]", text="3")
    assert brought(mild, cast.mailbox).state == "done"
    colleague = brought(letter("vera@severka.example", message_id="<4@v>", **spam), cast.mailbox)
    assert colleague.reason == "agent_unproven"


def test_spam_scores_are_believed_by_trusted_ways_only(cast: Cast) -> None:
    configure(cast, "mail_spam_score", 6)
    row = by_door(letter(X_Spam_Status="Yes, score=8.2"), cast)
    assert (row.state, row.why["spam"]) == ("done", {})


def test_what_is_no_request_stays_none(cast: Cast, answer: Message) -> None:
    ticket = not_a_request(actor=Actor.of(cast.vera), ticket=answer.ticket)
    row = brought(letter(In_Reply_To=own_id(answer)), cast.mailbox)
    assert (row.state, row.reason, row.ticket) == ("held", "not_request", ticket)
    assert Ticket.objects.get(pk=ticket.pk).not_request_at is not None


def test_one_ticket_is_not_flooded(cast: Cast, answer: Message) -> None:
    configure(cast, "mail_per_ticket", 5)
    rows = [
        brought(letter(In_Reply_To=own_id(answer), message_id=f"<{n}@v>", text=str(n)), cast.mailbox)
        for n in range(8)
    ]
    assert [row.reason for row in rows] == [""] * 5 + ["too_many_here"] * 3


def automatic(cast: Cast, number: int) -> None:
    """A confirmation of ours to Anna."""
    OutgoingMail.objects.create(
        once=f"c{number}", purpose="confirmation", person=cast.anna, address="anna@veter.example",
        mail_id=f"c{number}", created_at=clock.now(), state="sent",
    )  # fmt: skip


def test_two_machines_that_answer_each_other_are_stopped(cast: Cast) -> None:
    from opora.mail.checking.findings import findings

    start, reasons = clock.now(), list[str]()
    for number in range(7):
        with clock.at(start + timedelta(minutes=2 * number)):
            subject = f"[Ticket {number}] We got it"
            row = brought(letter(message_id=f"<{number}@v>", subject=subject, text=subject), cast.mailbox)
            reasons.append(row.reason)
            if row.state == "done":
                automatic(cast, number)
    assert reasons == [""] * 5 + ["ping_pong"] * 2
    with clock.at(start + timedelta(hours=5)):  # long after the hour they are still one
        late = brought(letter(message_id="<late@v>", text="We got it"), cast.mailbox)
        assert late.reason == "ping_pong"
        found = [one for one in findings() if one.code == "mail_ping_pong"]
        assert ["anna@veter.example" in one.words for one in found] == [True]


def test_somebody_who_writes_often_is_no_machine(cast: Cast) -> None:
    start = clock.now()
    for number in range(14):
        wait = timedelta(minutes=8 * number) if number < 7 else timedelta(minutes=60, seconds=number)
        with clock.at(start + wait):
            subject = "Re: my order" if number < 7 else f"Picture {number}"
            row = brought(
                letter(message_id=f"<{number}@v>", subject=subject, text=f"And another thing: {number}"),
                cast.mailbox,
            )
            assert row.state == "done"
            automatic(cast, number)


BLOCKED = [
    ("sender", "Anna@Veter.example", True),
    ("domain", "veter.example", True),
    ("domain", "@Example.", False),
    ("subject", "кэшбэк  за", True),
    ("sender", "eve@evil.example", False),
    ("domain", "ter.example", False),
    ("subject", "lottery", False),
]


@pytest.mark.parametrize(("sort", "value", "meets"), [row for row in BLOCKED if row[1] != "@Example."])
def test_the_block_list(cast: Cast, sort: str, value: str, meets: bool) -> None:
    rule = add_block_rule(actor=Actor.of(cast.sofia), sort=sort, value=value)
    row = brought(letter(), cast.mailbox)
    rule.refresh_from_db()
    assert (row.state, row.reason, rule.hits) == (
        ("ignored", "blocked_list", 1) if meets else ("done", "", 0)
    )
    assert (rule.last_hit_at is not None) == meets
    assert (row.why.get("blocked") or {}).get("value") == (rule.value if meets else None)


def test_a_rule_may_hold_and_meets_domains_below_but_no_colleague(cast: Cast) -> None:
    add_block_rule(actor=Actor.of(cast.sofia), sort="domain", value="evil.example", action="hold")
    row = brought(letter("eve@mail.evil.example"), cast.mailbox)
    assert (row.state, row.reason) == ("held", "blocked_list")
    BlockRule.objects.create(sort="subject", value="кэшбэк", added_at=clock.now())
    assert (
        brought(letter("vera@severka.example", message_id="<2@v>"), cast.mailbox).reason == "agent_unproven"
    )
