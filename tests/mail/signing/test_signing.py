"""Keys of the desk's own: made, published, signed with, as the library and our own checker find in the DNS."""

from collections.abc import Callable

import dkim
import pytest

from opora.desk.actions import change_mailbox
from opora.events.models import Event
from opora.events.public import catch_up, clock
from opora.mail import dns
from opora.mail.actions import activate_dkim_key, create_dkim_key, retire_dkim_key
from opora.mail.checking import dkim as checking
from opora.mail.models import DkimKey, KeyState, OutgoingMail
from opora.mail.public import deliver_due
from opora.mail.signing import keys
from opora.mail.signing.published import in_words, keep_look, look, look_at_all
from opora.people.public import Actor, NotAllowed, Refusal
from opora.tickets.actions import reply
from opora.tickets.models import Status
from opora.tickets.public import NewFile, Words
from tests.cast import Cast
from tests.servers.name_server import NameServer, Zone, quoted
from tests.servers.sink import Sink

SYSTEM = Actor.system()
DOMAIN = "severka.example"
Start = Callable[[Zone], NameServer]


def published(*rows: DkimKey) -> Zone:
    return {keys.record_name(row): {"TXT": [quoted(keys.record(row))]} for row in rows}


def active(start: Start, *sorts: str) -> list[DkimKey]:
    made = [create_dkim_key(actor=SYSTEM, domain=DOMAIN, sort=sort) for sort in sorts]
    start(published(*made))
    return [activate_dkim_key(actor=SYSTEM, key=keep_look(row, look(row))) for row in made]


def sent(cast: Cast, sink: Sink, text: str = "Проверили, всё дошло.") -> bytes:
    change_mailbox(
        actor=SYSTEM, mailbox=cast.mailbox, out_host="127.0.0.1", out_port=sink.port, out_security="plain"
    )
    catch_up("outgoing")
    OutgoingMail.objects.all().delete()
    words = Words(text=text, files=(NewFile("Смета.txt", b"1\n2\r\n  3  \n"),))
    reply(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], words=words, channel="desk")
    catch_up("outgoing")
    assert deliver_due() == 1
    return sink.mails[-1][2]


def library_says(raw: bytes) -> bool:
    """The usual library, looking into the same DNS."""
    return bool(dkim.verify(raw, dnsfunc=lambda name, timeout=5: dns.txt(name.decode())[0].encode()))


def verdicts(raw: bytes) -> list[str]:
    found = checking.check(raw, clock.now(), dns.Patience(5))
    return [f"{one.verdict} {one.domain} {one.because}".strip() for one in found]


@pytest.mark.parametrize(
    "text", ["Проверили", "plain words", ".dots\n..\n  spaces   here  \n\n\n", "ě" * 3000]
)
def test_what_arrives_is_what_was_signed(cast: Cast, sink: Sink, zone: Start, text: str) -> None:
    active(zone, "rsa")
    raw = sent(cast, sink, text)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert library_says(raw)
    assert verdicts(raw) == [f"pass {DOMAIN}"]


def test_two_signatures(cast: Cast, sink: Sink, zone: Start) -> None:
    active(zone, "rsa", "ed25519")
    raw = sent(cast, sink)
    assert verdicts(raw) == [f"pass {DOMAIN}", f"pass {DOMAIN}"]
    assert raw.count(b"DKIM-Signature:") == 2
    assert raw.index(b"a=rsa-sha256") < raw.index(b"a=ed25519-sha256")
    assert library_says(raw)


def test_nothing_may_be_changed_or_added(cast: Cast, sink: Sink, zone: Start) -> None:
    active(zone, "rsa")
    raw = sent(cast, sink)
    for other in (
        raw.replace(b"Subject: ", b"Subject: Fw: ", 1),
        b"From: <boss@severka.example>\r\n" + raw,
        raw.replace(b"</html>", b"<p>x</p></html>") + b"more\r\n",
    ):
        assert not library_says(other)
        assert [one.split()[0] for one in verdicts(other)] == ["fail"]


def test_all_that_a_reader_trusts_is_signed(cast: Cast, sink: Sink, zone: Start) -> None:
    active(zone, "rsa")
    raw = sent(cast, sink)
    signature = raw.partition(b"DKIM-Signature:")[2].partition(b"bh=")[0].decode()
    listed = "".join(signature.partition("h=")[2].split()).rstrip(";").split(":")
    assert listed.count("from") == 2
    for name in ("to", "subject", "date", "message-id", "mime-version", "content-type", "in-reply-to"):
        assert (name in listed) == (name.encode() + b":" in raw.lower())
    assert all(len(line) <= 78 for line in signature.splitlines())


def test_a_key_that_is_not_seen_in_the_dns_signs_nothing(cast: Cast, sink: Sink, zone: Start) -> None:
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    zone({})
    with pytest.raises(Refusal) as refusal:
        activate_dkim_key(actor=SYSTEM, key=keep_look(key, look(key)))
    assert refusal.value.code == "not_published"
    assert b"DKIM-Signature" not in sent(cast, sink)


def test_a_record_that_disappears_stops_the_signing_and_one_that_is_back_begins_it(
    cast: Cast, sink: Sink, zone: Start
) -> None:
    (key,) = active(zone, "rsa")
    zone({})
    dns.forget()
    look_at_all()
    assert b"DKIM-Signature" not in sent(cast, sink)
    zone(published(key))
    dns.forget()
    look_at_all()
    assert b"DKIM-Signature" in sent(cast, sink)
    zone({keys.record_name(key): "servfail"})
    dns.forget()
    look_at_all()
    assert b"DKIM-Signature" in sent(cast, sink), "a DNS that does not answer says nothing"


def test_only_mail_of_its_very_domain(cast: Cast, sink: Sink, zone: Start) -> None:
    active(zone, "rsa")
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, address="help@other.example")
    assert b"DKIM-Signature" not in sent(cast, sink)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{record}", "published"),
        ("v=DKIM1;k=rsa;p={public}", "published"),
        ("v=DKIM1; k=rsa; t=s; p={broken_up}", "published"),
        ("k=rsa; p={public}", "published"),
        ("v=DKIM1; k=rsa; p={cut}", "cut_off"),
        ("v=DKIM1; k=rsa; p=MIIBIjANBgkqhki", "cut_off"),
        ("v=DKIM1; k=rsa; p=AAAA", "other_key"),
        ("v=DKIM1; k=rsa; p=", "revoked"),
        ("v=DKIM1; k=ed25519; p={public}", "broken"),
        ("v=spf1 -all", "broken"),
        ("{public}", "broken"),
    ],
)
def test_what_is_wrong_with_a_record_is_said(cast: Cast, zone: Start, text: str, code: str) -> None:
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    spaced = " ".join(key.public[start : start + 60] for start in range(0, len(key.public), 60))
    said = text.format(record=keys.record(key), public=key.public, broken_up=spaced, cut=key.public[:250])
    zone({keys.record_name(key): {"TXT": [quoted(said)]}})
    found = look(key)
    assert (found.code, found.found) == (code, said)
    assert in_words(code) != code


def test_a_record_at_the_wrong_place_is_found(cast: Cast, zone: Start) -> None:
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    zone({f"{keys.record_name(key)}.{DOMAIN}": {"TXT": [quoted(keys.record(key))]}})
    assert look(key).code == "doubled"


def test_two_records_are_one_too_many(cast: Cast, zone: Start) -> None:
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    zone({keys.record_name(key): {"TXT": [quoted(keys.record(key)), quoted("v=DKIM1; p=AAAA")]}})
    assert look(key).code == "several"


def test_a_new_key_takes_over_and_the_former_rests_until_it_is_retired(cast: Cast, zone: Start) -> None:
    (former,) = active(zone, "rsa")
    fresh = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    assert fresh.selector != former.selector
    zone(published(former, fresh))
    dns.forget()
    activate_dkim_key(actor=SYSTEM, key=keep_look(fresh, look(fresh)))
    former.refresh_from_db()
    assert (former.state, bool(former.sealed)) == (KeyState.RESTING, True)
    retired = retire_dkim_key(actor=SYSTEM, key=former)
    assert (retired.state, retired.private) == (KeyState.RETIRED, "")
    with pytest.raises(Refusal):
        activate_dkim_key(actor=SYSTEM, key=retired)
    kinds = ["dkim.created", "dkim.activated", "dkim.created", "dkim.activated", "dkim.retired"]
    assert list(Event.objects.filter(kind__startswith="dkim.").values_list("kind", flat=True)) == kinds


def test_the_private_half_is_nowhere_in_clear(cast: Cast) -> None:
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    assert "PRIVATE KEY" in key.private
    assert "PRIVATE" not in key.sealed
    assert not any("PRIVATE" in str(event.data) for event in Event.objects.all())


@pytest.mark.parametrize(
    "domain", ["", "example", "a b.example", "-x.example", "x" * 64 + ".example", "пример"]
)
def test_what_can_not_be_a_domain_is_refused(cast: Cast, domain: str) -> None:
    with pytest.raises(Refusal) as refusal:
        create_dkim_key(actor=SYSTEM, domain=domain)
    assert refusal.value.field == "domain"


def test_a_domain_of_any_script_is_kept_as_the_dns_knows_it(cast: Cast) -> None:
    assert create_dkim_key(actor=SYSTEM, domain="Почта.пример", sort="ed25519").domain.startswith("xn--")


def test_only_administrators(cast: Cast) -> None:
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    for person in (cast.sofia, cast.vera, cast.anna):
        for verb in (
            lambda actor: create_dkim_key(actor=actor, domain=DOMAIN),
            lambda actor: activate_dkim_key(actor=actor, key=key),
            lambda actor: retire_dkim_key(actor=actor, key=key),
        ):
            with pytest.raises(NotAllowed):
                verb(Actor.of(person))


def test_a_long_record_in_strings_that_a_zone_file_takes(cast: Cast) -> None:
    key = create_dkim_key(actor=SYSTEM, domain=DOMAIN)
    pieces = keys.strings(keys.record(key))
    assert len(pieces) == 2
    assert all(len(piece) <= 257 for piece in pieces)
    assert "".join(piece.strip('"') for piece in pieces) == keys.record(key)
