"""An answer that did not arrive is work: on the ticket, on the address, and until somebody settles it."""

from datetime import timedelta

import pytest

from opora.desk.actions import change_mailbox, change_setting
from opora.desk.public import settings as desk_settings
from opora.events.models import Event
from opora.events.public import catch_up, clock
from opora.mail.actions import correct_address, leave_undelivered, send_again, send_to
from opora.mail.models import OutgoingMail
from opora.mail.public import deliver_due, deliveries_of, flagged
from opora.mail.sending.compose import compose
from opora.mail.sending.permitting import may_answer_automatically
from opora.mail.tasks import look_at_flagged_addresses
from opora.mail.tokens import read_bounce_address
from opora.people.actions import add_identity, note_deliverability
from opora.people.models import Identity, Person
from opora.people.public import Actor, Conflict, NotFound, Refusal
from opora.tickets.actions import merge, reply, split, undo
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import brought, letter
from tests.mail.receiving.test_bounces import report, sent
from tests.mail.sending.test_deliver import send_through
from tests.servers.conftest import sink
from tests.servers.sink import Sink

__all__ = ["sent", "sink"]
HOME = "mia@home.example"
WORK = "mia@letters.example"


@pytest.fixture
def lost(cast: Cast, sent: Message) -> OutgoingMail:
    """The copy to Mia came back: there is no such address."""
    mail = OutgoingMail.objects.get(message=sent, address=WORK)
    brought(report(WORK, "5.1.1", "failed", mail.mail_id), cast.mailbox, envelope_from="")
    catch_up("undelivered")
    mail.refresh_from_db()
    return mail


def ticket_of(mail: OutgoingMail) -> Ticket:
    return Ticket.objects.get(pk=Message.objects.get(pk=mail.message_id).ticket_id)


def flags() -> dict[str, str]:
    rows = Identity.objects.filter(undeliverable_at__isnull=False)
    return dict(rows.values_list("value", "undeliverable_reason"))


def test_the_ticket_opens_and_says_why_and_the_address_is_flagged(cast: Cast, lost: OutgoingMail) -> None:
    ticket = ticket_of(lost)
    assert (ticket.status, ticket.has_undelivered, ticket.assignee) == (Status.OPEN, True, cast.vera)
    changed = Event.objects.get(kind="ticket.status_changed", cause=f"undelivered:{lost.pk}")
    assert (changed.actor_kind, changed.data["before"]) == ("system", "pending")
    assert flags() == {WORK: "recipient_refused"}
    assert flagged([WORK, "anna@veter.example"]) == {WORK}
    last = Event.objects.latest("id").pk
    catch_up("undelivered")
    assert Event.objects.latest("id").pk == last


def test_solved_opens_again_and_policy_is_not_the_address_s_fault(cast: Cast, sent: Message) -> None:
    Ticket.objects.filter(pk=sent.ticket_id).update(status=Status.SOLVED, solved_at=clock.now())
    mail = OutgoingMail.objects.get(message=sent, address=WORK)
    policy = report(WORK, "5.7.1", "failed", mail.mail_id).replace(b"mailbox is full", b"blocked")
    brought(policy, cast.mailbox)
    catch_up("undelivered")
    assert (ticket_of(mail).status, ticket_of(mail).reopened, flags()) == (Status.OPEN, 1, {})


def test_a_delay_opens_nothing(cast: Cast, sent: Message) -> None:
    mail = OutgoingMail.objects.get(message=sent, address=WORK)
    brought(report(WORK, "4.4.1", "delayed", mail.mail_id), cast.mailbox)
    catch_up("undelivered")
    assert (ticket_of(mail).has_undelivered, ticket_of(mail).status, flags()) == (False, Status.PENDING, {})


def test_a_server_that_refuses_does_the_same(cast: Cast, sink: Sink) -> None:
    send_through(cast, sink.port)
    catch_up("outgoing")
    OutgoingMail.objects.all().delete()
    sink.answers["anna@veter.example"] = "550 5.1.1 no such user here"
    ticket, vera = cast.tickets[Status.OPEN], Actor.of(cast.vera)
    message = reply(actor=vera, ticket=ticket, words=Words(text="?"), channel="desk", then="solved")
    with clock.at(clock.now() + timedelta(minutes=3)):
        catch_up("outgoing")
        deliver_due()
        catch_up("undelivered")
    mail = OutgoingMail.objects.get(message=message)
    assert (mail.state, mail.reason, ticket_of(mail).status) == ("failed", "recipient_refused", Status.OPEN)
    assert flags() == {"anna@veter.example": "recipient_refused"}


def test_sending_to_another_address_is_the_same_letter(cast: Cast, lost: OutgoingMail) -> None:
    vera = Actor.of(cast.vera)
    add_identity(actor=vera, person=cast.mia, kind="email", value=HOME)
    fresh = send_to(actor=vera, outgoing=lost, address=HOME)
    assert (fresh.address, fresh.mail_id, fresh.state) == (HOME, lost.mail_id, "queued")
    assert [address for _name, address in fresh.cc] == [HOME]
    assert [address for _name, address in fresh.to] == ["anna@veter.example"]
    assert not ticket_of(lost).has_undelivered
    assert Event.objects.get(kind="mail.sent_elsewhere").actor_id == cast.vera.pk
    delivery = deliveries_of([Message.objects.get(pk=lost.message_id)])[lost.message_id or 0]
    assert (delivery.problem, delivery.failed) == ("", ())
    assert [copy.words for copy in delivery.copies] == ["sent", "came back, settled", "on its way"]
    OutgoingMail.objects.filter(pk=fresh.pk).update(state="bounced", next_attempt_at=None)
    assert send_to(actor=vera, outgoing=lost, address=HOME).pk == fresh.pk
    fresh.refresh_from_db()
    assert fresh.state == "queued"


def test_only_to_addresses_of_that_person(cast: Cast, lost: OutgoingMail) -> None:
    vera = Actor.of(cast.vera)
    for address, code in ((HOME, "not_theirs"), (WORK, "same_address"), ("nonsense", "bad_address")):
        with pytest.raises(Refusal) as refused:
            send_to(actor=vera, outgoing=lost, address=address)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        send_to(actor=Actor.of(cast.petr), outgoing=lost, address=HOME)
    arrived = OutgoingMail.objects.get(message=lost.message, address="anna@veter.example")
    with pytest.raises(Conflict):
        send_to(actor=vera, outgoing=arrived, address="anna@veter.example")


def test_correcting_the_address_is_one_act(cast: Cast, lost: OutgoingMail) -> None:
    fresh = correct_address(actor=Actor.of(cast.vera), outgoing=lost, address="Mia@Letter.example")
    mia = Person.objects.get(pk=cast.mia.pk)
    assert (mia.email, fresh.address) == ("mia@letter.example", "mia@letter.example")
    assert set(mia.identities.values_list("value", flat=True)) == {WORK, "mia@letter.example"}
    assert flags() == {WORK: "recipient_refused"}
    kinds = [
        "person.identity_added",
        "person.identity_made_primary",
        "mail.sent_elsewhere",
        "message.settled",
    ]
    acts = Event.objects.filter(kind__in=kinds).order_by("-id")[:4]
    assert len({event.act for event in acts}) == 1
    assert not Ticket.objects.filter(has_undelivered=True).exists()


def test_an_address_of_somebody_else_corrects_nothing(cast: Cast, lost: OutgoingMail) -> None:
    with pytest.raises(Refusal) as refused:
        correct_address(actor=Actor.of(cast.vera), outgoing=lost, address="anna@veter.example")
    assert refused.value.code == "address_taken"
    assert ticket_of(lost).has_undelivered


def test_leaving_it_and_taking_it_up_again(cast: Cast, lost: OutgoingMail) -> None:
    vera, message = Actor.of(cast.vera), Message.objects.get(pk=lost.message_id)
    with pytest.raises(NotFound):
        leave_undelivered(actor=Actor.of(cast.petr), message=message)
    leave_undelivered(actor=vera, message=message)
    leave_undelivered(actor=vera, message=message)
    assert not ticket_of(lost).has_undelivered
    (event,) = Event.objects.filter(kind="mail.left_undelivered")
    undo(actor=vera, ticket=ticket_of(lost), act=event.act)
    assert ticket_of(lost).has_undelivered
    lost.refresh_from_db()
    assert lost.settled_at is None


def test_sent_again_it_is_open_no_more_until_it_fails_again(cast: Cast, lost: OutgoingMail) -> None:
    send_again(actor=Actor.of(cast.vera), outgoing=lost)
    assert not ticket_of(lost).has_undelivered
    OutgoingMail.objects.filter(pk=lost.pk).update(state="sent", sent_at=clock.now(), next_attempt_at=None)
    brought(report(WORK, "5.2.2", "failed", lost.mail_id), cast.mailbox)
    catch_up("undelivered")
    assert ticket_of(lost).has_undelivered


def test_merging_and_splitting_take_it_along(cast: Cast, lost: OutgoingMail) -> None:
    vera, ticket, other = Actor.of(cast.vera), ticket_of(lost), cast.tickets[Status.NEW]
    merge(actor=vera, ticket=ticket, into=other)
    ticket.refresh_from_db()
    other.refresh_from_db()
    assert (ticket.has_undelivered, other.has_undelivered) == (False, True)
    fresh = split(actor=vera, ticket=other, messages=[lost.message_id or 0])
    other.refresh_from_db()
    assert (other.has_undelivered, Ticket.objects.get(pk=fresh.pk).has_undelivered) == (False, True)
    leave_undelivered(actor=vera, message=Message.objects.get(pk=lost.message_id))
    assert not Ticket.objects.get(pk=fresh.pk).has_undelivered


def test_machines_do_not_write_to_flagged_addresses_and_people_do(cast: Cast, lost: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=lost.pk).update(state="failed")
    assert not may_answer_automatically(cast.mia, WORK)
    assert may_answer_automatically(cast.anna, "anna@veter.example")
    before = OutgoingMail.objects.filter(address=WORK).count()
    reply(actor=Actor.of(cast.vera), ticket=ticket_of(lost), words=Words(text="!"), channel="desk")
    catch_up("outgoing")
    assert OutgoingMail.objects.filter(address=WORK).count() == before + 1


def test_whoever_writes_from_an_address_reads_there(cast: Cast, lost: OutgoingMail) -> None:
    brought(letter(sender=f"Mia <{WORK}>", message_id="<x@letters.example>"), cast.mailbox)
    catch_up("undelivered")
    assert flags() == {}
    assert Event.objects.get(kind="person.address_works").cause.startswith("mail:")


def test_an_answer_that_left_later_and_did_not_come_back_takes_the_flag(
    cast: Cast, lost: OutgoingMail
) -> None:
    now = clock.now()
    sending = {"address": WORK, "person": cast.mia, "mail_id": "x@y", "state": "sent", "created_at": now}
    fresh = OutgoingMail.objects.create(once="later", sent_at=now, **sending)
    look_at_flagged_addresses.call_local()
    assert flags()
    with clock.at(now + timedelta(hours=7)):
        look_at_flagged_addresses.call_local()
    assert flags() == {}
    note_deliverability(
        actor=Actor.system(), identity=cast.mia.identities.get(value=WORK), reason="mailbox_full"
    )
    OutgoingMail.objects.filter(pk=fresh.pk).update(sent_at=now - timedelta(days=1))
    with clock.at(now + timedelta(hours=7)):
        look_at_flagged_addresses.call_local()
    assert flags()


@pytest.mark.parametrize(
    ("mode", "login", "tokened"),
    [("door", "", True), ("door", "help", False), ("always", "help", True), ("never", "", False)],
)
def test_the_envelope_s_sender_names_the_copy(
    cast: Cast, sent: Message, mode: str, login: str, tokened: bool
) -> None:
    change_mailbox(actor=Actor.system(), mailbox=cast.mailbox, out_login=login)
    change_setting(actor=Actor.system(), name="mail_bounce_addresses", value=mode)
    desk_settings.forget_values()
    mail = OutgoingMail.objects.select_related("mailbox").get(message=sent, address=WORK)
    sender = compose(mail).sender
    assert read_bounce_address(sender) == (mail.pk if tokened else None)
    assert tokened or sender == "help@severka.example"
