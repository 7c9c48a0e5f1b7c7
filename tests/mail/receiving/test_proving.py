"""Who may be believed: trusted servers by trusted ways, and our own checks with a real DNS."""

from collections.abc import Callable
from typing import Any

import pytest

from opora.desk.actions import change_setting
from opora.desk.settings import forget_values
from opora.mail import tokens
from opora.mail.models import IncomingMail
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Message, Status
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.checking.signing import published, signed
from tests.mail.letters import brought, letter
from tests.servers.name_server import NameServer, Zone, quoted

Start = Callable[[Zone], NameServer]
# Of the outside world; nothing is ever sent there.
OUTSIDE = "8.8.8.8"
SPF = quoted(f"v=spf1 ip4:{OUTSIDE} -all")
KEY = {"TXT": [published()]}
REJECT = {"TXT": [quoted("v=DMARC1; p=reject")]}
SEVERKA: Zone = {
    "s1._domainkey.severka.example": KEY,
    "_dmarc.severka.example": REJECT,
    "severka.example": {"TXT": [SPF]},
}
VETER: Zone = {
    "s1._domainkey.veter.example": KEY,
    "_dmarc.veter.example": REJECT,
    "veter.example": {"TXT": [SPF]},
}


@pytest.fixture
def answer(cast: Cast) -> Message:
    """Vera's answer on Anna's ticket."""
    ticket = cast.tickets[Status.PENDING]
    return reply(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="?"), channel="desk", then="pending"
    )


def own_id(message: Message) -> str:
    return f"<{tokens.message_id(message.ticket_id, 'm', message.pk, 'severka.example')}>"


def trust(cast: Cast) -> None:
    configure(cast, "mail_trusted_servers", "mx.severka.example")


def configure(cast: Cast, name: str, value: object) -> None:
    change_setting(actor=Actor.of(cast.adam), name=name, value=value)
    forget_values()


def by_door(
    raw: Any, cast: Cast, peer: str = OUTSIDE, sender: str = "bounce@elsewhere.example"
) -> IncomingMail:
    row = brought(
        raw, cast.mailbox, "smtp", peer=peer, peer_name="mx.elsewhere.example", envelope_from=sender
    )
    row.refresh_from_db()
    return row


def why(row: IncomingMail) -> dict[str, Any]:
    found: dict[str, Any] = row.why["authentication"]
    return found


CLAIMED = "mx.severka.example; dkim=pass; dmarc=pass header.from=severka.example"


@pytest.mark.parametrize(
    ("source", "peer", "state"),
    [
        ("imap", None, "done"),
        ("pop3", None, "done"),
        ("pipe", None, "done"),
        ("smtp", "127.0.0.1", "done"),
        ("lmtp", "::1", "done"),
        ("smtp", OUTSIDE, "held"),
        ("http", None, "held"),
    ],
)
def test_a_server_is_believed_where_only_it_could_have_written(
    cast: Cast, answer: Message, source: str, peer: str | None, state: str
) -> None:
    trust(cast)
    mail = letter("vera@severka.example", In_Reply_To=own_id(answer), Authentication_Results=CLAIMED)
    row = brought(mail, cast.mailbox, source, **({"peer": peer} if peer else {}))
    assert (row.state, row.reason) == (state, "" if state == "done" else "agent_unproven")
    assert why(row)["source"] == ("server" if state == "done" else "")


def test_own_networks_are_a_setting(cast: Cast, answer: Message) -> None:
    trust(cast)
    configure(cast, "mail_trusted_networks", "10.1.0.0/16; nonsense, 2001:db8::/32")
    mail = letter("vera@severka.example", In_Reply_To=own_id(answer), Authentication_Results=CLAIMED)
    assert brought(mail, cast.mailbox, "smtp", peer="127.0.0.1").state == "held"
    again = letter(
        "vera@severka.example", In_Reply_To=own_id(answer), Authentication_Results=CLAIMED, message_id="<2@v>"
    )
    assert brought(again, cast.mailbox, "smtp", peer="10.1.2.3").state == "done"


def test_an_agent_answers_with_a_signature_of_the_domain(cast: Cast, answer: Message, zone: Start) -> None:
    zone(SEVERKA)
    mail = letter("Вера <vera@severka.example>", In_Reply_To=own_id(answer), text="Готово").as_bytes()
    row = brought(signed(mail, "severka.example"), cast.mailbox, "imap")
    assert (row.state, row.message and row.message.author) == ("done", cast.vera)
    assert {name: why(row)[name] for name in ("dkim", "spf", "dmarc", "source")} == {
        "dkim": "pass", "spf": "none", "dmarc": "pass", "source": "own",
    }  # fmt: skip


def test_a_changed_mail_of_an_agent_is_held(cast: Cast, answer: Message, zone: Start) -> None:
    zone(SEVERKA)
    mail = signed(letter("vera@severka.example", In_Reply_To=own_id(answer)).as_bytes(), "severka.example")
    row = by_door(mail + b"and pay\r\n", cast)
    assert (row.state, row.reason, why(row)["dmarc"]) == ("held", "agent_unproven", "fail")
    assert why(row)["details"][0]["because"] == "the text was changed"


def test_the_machine_proves_the_sender_by_spf(cast: Cast, answer: Message, zone: Start) -> None:
    zone(SEVERKA)
    mail = letter("vera@severka.example", In_Reply_To=own_id(answer))
    row = by_door(mail, cast, sender="vera@severka.example")
    assert (row.state, why(row)["spf"], why(row)["dmarc"]) == ("done", "pass", "pass")
    other = letter("vera@severka.example", In_Reply_To=own_id(answer), message_id="<2@v>")
    row = by_door(other, cast, peer="9.9.9.9", sender="vera@severka.example")
    assert (row.state, row.reason, why(row)["spf"]) == ("held", "agent_unproven", "fail")


def test_a_signature_of_somebody_else_proves_nothing(cast: Cast, answer: Message, zone: Start) -> None:
    zone({**SEVERKA, "s1._domainkey.evil.example": KEY})
    mail = signed(letter("vera@severka.example", In_Reply_To=own_id(answer)).as_bytes(), "evil.example")
    row = brought(mail, cast.mailbox, "imap")
    assert (row.state, row.reason, why(row)["dkim"], why(row)["dmarc"]) == (
        "held",
        "agent_unproven",
        "pass",
        "none",
    )


def test_two_authors_prove_nothing(cast: Cast, answer: Message, zone: Start) -> None:
    zone({**SEVERKA, "s1._domainkey.evil.example": KEY})
    mail = letter("Vera <vera@severka.example>, eve@evil.example", In_Reply_To=own_id(answer))
    row = brought(signed(mail.as_bytes(), "evil.example"), cast.mailbox, "imap")
    assert (row.state, row.reason, why(row)["dmarc"]) == ("held", "agent_unproven", "permerror")


def test_a_name_server_that_fails_proves_nothing_and_breaks_nothing(
    cast: Cast, answer: Message, zone: Start
) -> None:
    zone({"s1._domainkey.severka.example": "servfail", "_dmarc.severka.example": "servfail"})
    mail = signed(letter("vera@severka.example", In_Reply_To=own_id(answer)).as_bytes(), "severka.example")
    row = brought(mail, cast.mailbox, "imap")
    assert (row.state, row.reason, why(row)["dmarc"]) == ("held", "agent_unproven", "temperror")


def test_switched_off_nothing_is_asked(cast: Cast, answer: Message, zone: Start) -> None:
    server = zone(SEVERKA)
    configure(cast, "mail_checks_senders", False)
    row = brought(signed(letter().as_bytes(), "severka.example"), cast.mailbox, "imap")
    assert (server.asked, row.state, why(row)["source"]) == ([], "done", "")


def test_many_mails_are_checked_side_by_side(cast: Cast, zone: Start) -> None:
    from opora.mail.public import receive, take_in_due

    server = zone(VETER)
    for number in range(12):
        mail = letter(message_id=f"<{number}@veter.example>", text=f"{number}").as_bytes()
        receive(signed(mail, "veter.example"), source="imap", mailbox=cast.mailbox)
    take_in_due()
    rows = IncomingMail.objects.all()
    assert {(row.state, why(row)["dmarc"]) for row in rows} == {("done", "pass")}
    assert len(server.asked) <= 2 * 12
