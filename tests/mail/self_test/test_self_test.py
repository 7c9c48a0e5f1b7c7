"""The deliverability self-test, against a DNS and an SMTP server of the test's own."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from opora.desk.actions import change_mailbox
from opora.desk.models import Mailbox, Trust
from opora.events.models import Event
from opora.events.public import clock
from opora.mail import dns
from opora.mail.actions import activate_dkim_key, check_deliverability, create_dkim_key
from opora.mail.models import IncomingMail, OutgoingMail, SelfTest, SelfTestResult
from opora.mail.public import deliver_due
from opora.mail.self_test import names, server
from opora.mail.self_test.health import findings
from opora.mail.self_test.result import PROBES
from opora.mail.self_test.running import run, sweep
from opora.mail.self_test.words import WORDS, said
from opora.mail.sending.servers.route import Route
from opora.mail.signing import keys
from opora.mail.signing.published import keep_look, look
from opora.people.public import Actor, NotAllowed
from opora.tickets.models import Ticket
from tests.cast import Cast
from tests.mail.letters import brought
from tests.servers.authority import authority
from tests.servers.name_server import NameServer, Zone, quoted
from tests.servers.rude import rude
from tests.servers.sink import Sink, free_port, listening

SYSTEM = Actor.system()
DOMAIN = "severka.example"
IP, OTHER_IP = "93.184.215.14", "93.184.215.99"
Start = Callable[[Zone], NameServer]
GOOD: dict[str, dict[str, list[str]]] = {
    DOMAIN: {"TXT": [quoted(f"v=spf1 ip4:{IP} -all")], "MX": ["10 mx.severka.example."], "A": [IP]},
    "mx.severka.example": {"A": [IP]},
    f"_dmarc.{DOMAIN}": {"TXT": [quoted("v=DMARC1; p=quarantine; rua=mailto:x@severka.example")]},
    "localhost": {"A": [IP]},
    "14.215.184.93.in-addr.arpa": {"PTR": ["mx.severka.example."]},
}


def ready(cast: Cast, sink: Sink) -> Mailbox:
    return change_mailbox(
        actor=SYSTEM, mailbox=cast.mailbox, out_host="localhost", out_port=sink.port, out_security="plain"
    )


def states(mailbox: Mailbox) -> dict[str, str]:
    rows = SelfTestResult.objects.filter(mailbox=mailbox)
    return {row.probe: f"{row.state} {row.code}" for row in rows}


def come_back(sink: Sink, mailbox: Mailbox) -> IncomingMail:
    return brought(sink.mails[-1][2], mailbox, "smtp", envelope_from=sink.mails[-1][0])


def test_a_desk_where_all_is_well(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    zone(GOOD | {keys.record_name(key): {"TXT": [quoted(keys.record(key))]}})
    activate_dkim_key(actor=SYSTEM, key=keep_look(key, look(key)))
    run(mailbox)
    assert deliver_due() == 1
    tickets = Ticket.objects.count()
    row = come_back(sink, mailbox)
    assert (row.state, row.reason, Ticket.objects.count()) == ("ignored", "self_test", tickets)
    assert sweep() == 1, "as soon as the letter is back"
    found = states(mailbox)
    assert list(found) == list(PROBES)
    assert found.pop("round_trip") == "good returned"
    assert found.pop("tls") == "bad clear"
    assert found.pop("helo").startswith("warning")
    assert found == {
        "spf": "good listed", "dkim": "good own", "dmarc": "good protecting", "mx": "good found",
        "ptr": "good confirmed", "address": "good answerable",
    }  # fmt: skip
    test = SelfTest.objects.get()
    assert test.seen["signed_by"] == [DOMAIN]
    assert test.due_at is not None
    assert test.due_at - clock.now() > timedelta(hours=20), "then once a day"
    assert OutgoingMail.objects.filter(purpose="trial").count() == 1


def test_a_desk_where_nothing_is_published(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    zone({"localhost": {"A": [IP]}})
    run(mailbox)
    deliver_due()
    come_back(sink, mailbox)
    run(mailbox)
    found = states(mailbox)
    assert (found["spf"], found["dkim"], found["mx"], found["dmarc"], found["ptr"]) == (
        "bad missing", "bad unsigned", "bad missing", "warning missing", "bad nameless",
    )  # fmt: skip
    rows = {row.probe: said(row) for row in SelfTestResult.objects.all()}
    assert (rows["spf"].record_name, rows["spf"].record) == (DOMAIN, f"v=spf1 ip4:{IP} ~all")
    assert rows["dmarc"].record_name == f"_dmarc.{DOMAIN}"
    assert rows["dmarc"].record.startswith("v=DMARC1; p=none; rua=mailto:")
    (card,) = findings()
    assert (card.is_red, "SPF" in card.words, card.place_key) == (True, True, mailbox.pk)


@pytest.mark.parametrize(
    ("record", "host", "found", "amended"),
    [
        (f"v=spf1 ip4:{IP} -all", "localhost", "good listed", ""),
        ("v=spf1 mx a -all", "localhost", "good listed", ""),
        ("v=spf1 ip4:93.184.215.1 -all", "localhost", "bad not_listed", f"v=spf1 ip4:93.184.215.1 ip4:{IP} -all"),
        ("v=spf1 ip4:93.184.215.1 ?all", "localhost", "bad not_listed", f"v=spf1 ip4:93.184.215.1 ip4:{IP} ?all"),
        ("v=spf1 include:_spf.yandex.net ~all", "smtp.yandex.ru", "good provider", ""),
        ("v=spf1 a ~all", "smtp.yandex.ru", "bad not_listed", "v=spf1 a include:_spf.yandex.net ~all"),
        ("v=spf1 redirect=other.example", "smtp.yandex.ru", "bad not_listed",
         "v=spf1 include:_spf.yandex.net redirect=other.example"),
        ("v=spf1 ip4:999.1 -all", "localhost", "bad broken", ""),
    ],
)  # fmt: skip
def test_spf_records(cast: Cast, zone: Start, record: str, host: str, found: str, amended: str) -> None:
    zone(
        GOOD
        | {DOMAIN: {**GOOD[DOMAIN], "TXT": [quoted("something else"), quoted(record)]}}
        | {"smtp.yandex.ru": {"A": [OTHER_IP]}, "other.example": {"TXT": [quoted("v=spf1 -all")]}}
        | {"_spf.yandex.net": {"TXT": [quoted("v=spf1 ip4:93.184.215.50 ~all")]}}
    )
    result = names.spf(f"help@{DOMAIN}", host, names.addresses_of(host), "")
    assert f"{result.state} {result.code}" == found
    assert result.details.get("record", "") == amended


def test_two_spf_records_are_none(cast: Cast, zone: Start) -> None:
    two = [quoted("v=spf1 mx -all"), quoted("v=spf1 a -all")]
    zone(GOOD | {DOMAIN: {**GOOD[DOMAIN], "TXT": two}})
    assert names.spf(f"help@{DOMAIN}", "localhost", [IP], "").code == "several"


def test_what_the_receiving_server_saw_counts_more_than_what_we_guess(cast: Cast, zone: Start) -> None:
    zone(GOOD | {DOMAIN: {**GOOD[DOMAIN], "TXT": [quoted("v=spf1 ip4:93.184.215.1 -all")]}})
    assert names.spf(f"help@{DOMAIN}", "localhost", [IP], "pass").code == "seen"


def test_a_server_inside_the_network_can_not_be_judged_from_here(cast: Cast, zone: Start) -> None:
    zone(GOOD)
    assert names.addresses_of("10.0.0.5") == []
    assert names.spf(f"help@{DOMAIN}", "10.0.0.5", [], "").code == "inside"
    assert names.ptr("10.0.0.5", []).code == "inside"


def test_a_dns_that_does_not_answer_proves_nothing(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    zone(dict.fromkeys(GOOD, "servfail"))
    run(mailbox)
    found = states(mailbox)
    assert {found[probe] for probe in ("spf", "mx", "ptr", "dmarc")} == {"unknown no_dns"}
    assert not [card for card in findings() if "SPF" in card.words]


@pytest.mark.parametrize(
    ("texts", "others_fail", "found"),
    [
        (["v=DMARC1; p=none"], False, "good watching"),
        (["v=DMARC1; p=reject"], False, "good protecting"),
        (["v=DMARC1; p=reject"], True, "bad harms"),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], False, "bad several"),
        (["v=DMARC1 p=reject"], False, "bad broken"),
        (["something else"], False, "warning missing"),
    ],
)
def test_dmarc_records(cast: Cast, zone: Start, texts: list[str], others_fail: bool, found: str) -> None:
    zone({f"_dmarc.{DOMAIN}": {"TXT": [quoted(text) for text in texts]}, DOMAIN: {"A": [IP]}})
    result = names.dmarc(DOMAIN, others_fail=others_fail)
    assert f"{result.state} {result.code}" == found


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (["10 mx.yandex.net."], "good provider"),
        (["10 mx.severka.example."], "good found"),
        (["0 ."], "bad refuses"),
        (["10 nowhere.severka.example."], "bad lost"),
    ],
)
def test_mx_records(cast: Cast, zone: Start, records: list[str], found: str) -> None:
    zone(GOOD | {DOMAIN: {"MX": records}, "mx.yandex.net": {"A": [OTHER_IP]}})
    result = names.mx(DOMAIN, "")
    assert f"{result.state} {result.code}" == found


def test_a_reverse_name_that_leads_elsewhere(cast: Cast, zone: Start) -> None:
    zone(GOOD | {"mx.severka.example": {"A": [OTHER_IP]}})
    assert names.ptr("localhost", [IP]).code == "not_confirmed"
    assert names.ptr("smtp.mail.ru", [IP]).code == "provider"


def test_how_the_server_calls_itself(cast: Cast, zone: Start) -> None:
    zone(GOOD)
    codes = [
        names.helo(name, "localhost", [IP]).code
        for name in ("", "127.0.0.1", "mx.severka.example", "x.example")
    ]
    assert codes == ["no_connection", "no_name", "found", "lost"]
    assert names.helo("mx.severka.example", "localhost", [OTHER_IP]).code == "elsewhere"


def test_the_way_to_the_server(cast: Cast, sink: Sink, zone: Start, tmp_path: Path) -> None:
    zone({"localhost": {"A": ["10.0.0.1"]}})
    assert server.look(Route("localhost", sink.port, "plain")).tls.code == "inside"
    zone({"localhost": {"A": [IP]}})
    dns.forget()
    assert server.look(Route("localhost", sink.port, "plain")).tls.code == "clear"
    assert server.look(Route("localhost", free_port(), "plain")).tls.code == "no_connection"
    for days, code in ((60, "safe"), (5, "ends_soon")):
        made = authority(tmp_path, days=days)
        with listening(starttls=made.context, host="localhost") as safe:
            own = {"trust": Trust.OWN, "authority": made.pem}
            assert server.look(Route("localhost", safe.port, "starttls", **own)).tls.code == code  # type: ignore[arg-type]
            assert server.look(Route("localhost", safe.port, "starttls")).tls.code == "certificate"
            assert server.look(Route("localhost", safe.port, "plain")).tls.code == "not_used"
            assert server.look(Route("localhost", safe.port, "maybe")).tls.code == "unchecked"
    with rude(EHLO="250 mx.severka.example") as other:
        assert server.look(Route("127.0.0.1", other.port, "plain")).name == "mx.severka.example"


def test_a_letter_that_does_not_come_back_is_missed(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    zone(GOOD)
    run(mailbox)
    assert states(mailbox)["round_trip"] == "unknown on_its_way"
    assert deliver_due() == 1
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert sweep() == 1
        assert states(mailbox)["round_trip"] == "bad not_back"
        assert any("itself" in card.words for card in findings())


def test_a_letter_that_can_not_leave_says_why(cast: Cast, zone: Start, sink: Sink) -> None:
    mailbox = ready(cast, sink)
    sink.answers["MAIL"] = "550 5.7.1 not you"
    zone(GOOD)
    run(mailbox)
    deliver_due()
    run(mailbox)
    row = SelfTestResult.objects.get(probe="round_trip")
    assert row.code == "not_sent"
    assert "does not accept mail from this address" in said(row).words


def test_a_mailbox_without_a_server(cast: Cast, zone: Start) -> None:
    zone(GOOD)
    run(cast.mailbox)
    assert states(cast.mailbox)["round_trip"] == "bad no_server"
    assert not OutgoingMail.objects.filter(purpose="trial").exists()


def test_nobody_can_forge_the_letter(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    zone(GOOD)
    run(mailbox)
    deliver_due()
    raw = sink.mails[-1][2]
    named = OutgoingMail.objects.get(purpose="trial").mail_id
    forged = brought(raw.replace(named.encode(), b"t.0.p.1000001.00000000000000000000@x.example"), mailbox)
    assert forged.reason != "self_test"
    assert SelfTest.objects.get().returned_at is None


def test_a_signature_that_nobody_could_check_proves_nothing(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    zone(GOOD)
    run(mailbox)
    deliver_due()
    raw = b"DKIM-Signature: v=1; d=severka.example; s=x; b=x\r\n" + sink.mails[-1][2]
    with override_settings(ENV=dataclasses.replace(settings.ENV, dns_servers="off")):
        brought(raw, mailbox, "smtp")
    run(mailbox)
    assert states(mailbox)["dkim"] == "unknown not_checked"


def test_changes_are_events_and_the_same_again_is_none(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    names_server = zone({"localhost": {"A": [IP]}})
    run(mailbox)
    run(mailbox)
    changed = Event.objects.filter(kind="self_test.changed", data__probe="spf")
    assert not changed.exists(), "the first look is no change"
    names_server.zone.update(GOOD)
    run(mailbox)
    assert [(event.data["before"], event.data["after"]) for event in changed] == [("bad", "good")]


def test_who_may_ask_for_it(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    zone(GOOD)
    for person in (cast.sofia, cast.vera, cast.anna):
        with pytest.raises(NotAllowed):
            check_deliverability(actor=Actor.of(person), mailbox=mailbox)
    run(mailbox)
    for _time in range(2):
        check_deliverability(actor=Actor.of(cast.adam), mailbox=mailbox)
    assert Event.objects.filter(kind="self_test.asked").count() == 1
    assert sweep() == 1
    assert OutgoingMail.objects.filter(purpose="trial").count() == 2


def test_new_mailboxes_are_tested_by_themselves_but_none_that_exists_nowhere(cast: Cast, zone: Start) -> None:
    zone(GOOD)
    assert sweep() == 0
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, address="help@severka.cz")
    assert sweep() == 1


def test_every_outcome_has_words(cast: Cast, sink: Sink, zone: Start) -> None:
    mailbox = ready(cast, sink)
    zone(GOOD)
    run(mailbox)
    for row in SelfTestResult.objects.filter(mailbox=mailbox):
        assert f"{row.probe}.{row.code}" in WORDS
        assert "%(" not in said(row).words
