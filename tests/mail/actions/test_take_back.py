"""Taking an answer back before it leaves."""

from datetime import timedelta

import pytest

from opora.events.models import Event
from opora.events.public import catch_up, clock
from opora.mail.actions import take_back
from opora.mail.models import OutgoingMail
from opora.mail.public import deliver_due
from opora.people.public import Actor, Conflict, NotAllowed, NotFound, Refusal
from opora.tickets.actions import change_status, merge, reply, split, transfer
from opora.tickets.models import Draft, Message, Status, Ticket
from opora.tickets.public import NewFile, Words, messages_for
from tests.cast import Cast
from tests.mail.sending.test_deliver import send_through
from tests.picture import picture
from tests.servers.conftest import sink
from tests.servers.sink import Sink

__all__ = ["sink"]
HTML = '<p>Вот <img src="data:image/png;base64,iVBORw0KGgo="></p>'


def answer(
    cast: Cast, *, ticket: Ticket | None = None, leaves_in: int = 10, then: str = "pending"
) -> Message:
    ticket = ticket or cast.tickets[Status.OPEN]
    words = Words(html=HTML, files=(NewFile("план.pdf", b"%PDF-1.4 plan", "application/pdf"),))
    vera = Actor.of(cast.vera)
    return reply(actor=vera, ticket=ticket, words=words, channel="desk", then=then, leaves_in=leaves_in)


@pytest.fixture(autouse=True)
def nothing_waits(cast: Cast, sink: Sink) -> None:
    """What the cast wrote before is out of the queue, and mails leave through the sink."""
    send_through(cast, sink.port)
    catch_up("outgoing", "notices")
    OutgoingMail.objects.all().delete()


def test_nothing_leaves_before_its_time_and_everything_then(cast: Cast, sink: Sink) -> None:
    moment = clock.now()
    with clock.at(moment):
        message = answer(cast)
        catch_up("outgoing")
        assert OutgoingMail.objects.get(message=message).next_attempt_at == message.leaves_at
    with clock.at(moment + timedelta(seconds=9)):
        assert deliver_due() == 0
        assert message not in messages_for(cast.anna, message.ticket)
        assert message in messages_for(cast.egor, message.ticket)
    with clock.at(moment + timedelta(seconds=11)):
        assert deliver_due() == 1
        assert message in messages_for(cast.anna, message.ticket)
    assert len(sink.mails) == 1


def test_it_comes_back_exactly_and_what_came_with_it_is_undone(cast: Cast, sink: Sink) -> None:
    before = picture()
    message = answer(cast, then="solved")
    files = sorted(message.attachments.values_list("name", "type", "is_inline", "content_id", "blob"))
    html, key = message.html, message.pk
    catch_up("outgoing")
    draft = take_back(actor=Actor.of(cast.vera), message=message)
    assert picture() == before
    assert (draft.author, draft.html, draft.status) == (cast.vera, html, "solved")
    assert sorted(draft.files.values_list("name", "type", "is_inline", "content_id", "blob")) == files
    assert not OutgoingMail.objects.exists()
    taken = Event.objects.get(kind="message.taken_back")
    assert (taken.actor_id, taken.data["message"], taken.data["files"]) == (cast.vera.pk, key, len(files))
    catch_up()
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert deliver_due() == 0
    assert sink.mails == []


def test_before_the_reader_has_seen_it(cast: Cast, sink: Sink) -> None:
    take_back(actor=Actor.of(cast.vera), message=answer(cast))
    catch_up("outgoing")
    assert not OutgoingMail.objects.exists()


def test_too_late_is_said_and_changes_nothing(cast: Cast, sink: Sink) -> None:
    vera, moment = Actor.of(cast.vera), clock.now()
    with clock.at(moment):
        message = answer(cast)
        catch_up("outgoing")
    with clock.at(moment + timedelta(seconds=10)), pytest.raises(Conflict) as refused:
        take_back(actor=vera, message=message)
    assert refused.value.code == "left"
    for state in ("sending", "sent"):
        OutgoingMail.objects.update(state=state)
        with clock.at(moment + timedelta(seconds=2)), pytest.raises(Conflict):
            take_back(actor=vera, message=message)
        assert OutgoingMail.objects.filter(message=message).count() == 1
    at_once = answer(cast, leaves_in=0)
    with pytest.raises(Conflict):
        take_back(actor=vera, message=at_once)
    assert Draft.objects.count() == 0


def test_for_its_author_and_managers_only(cast: Cast) -> None:
    message = answer(cast)
    for person, error in ((cast.egor, NotAllowed), (cast.petr, NotFound), (cast.anna, Refusal)):
        with pytest.raises(error):
            take_back(actor=Actor.of(person), message=message)
    assert take_back(actor=Actor.of(cast.sofia), message=message).author == cast.vera
    with pytest.raises(NotFound):
        take_back(actor=Actor.of(cast.sofia), message=Message(pk=message.pk))


def test_what_somebody_changed_since_stays(cast: Cast) -> None:
    message = answer(cast, then="pending")
    change_status(actor=Actor.of(cast.egor), ticket=message.ticket, status="hold")
    take_back(actor=Actor.of(cast.vera), message=message)
    assert Ticket.objects.get(pk=message.ticket_id).status == Status.HOLD


@pytest.mark.parametrize("between", ["merge", "split", "transfer"])
def test_whatever_happens_to_the_ticket_meanwhile(cast: Cast, between: str) -> None:
    vera, sofia, message = Actor.of(cast.vera), Actor.of(cast.sofia), answer(cast, then="solved")
    if between == "merge":
        merge(actor=vera, ticket=message.ticket, into=cast.tickets[Status.HOLD])
    elif between == "split":
        first = Message.objects.filter(ticket=message.ticket).earliest("id")
        split(actor=vera, ticket=message.ticket, messages=[first.pk, message.pk])
    else:
        transfer(actor=sofia, ticket=message.ticket, department=cast.billing)
    catch_up("outgoing")
    place = Message.objects.get(pk=message.pk).ticket_id
    draft = take_back(actor=sofia, message=message)
    assert (draft.ticket_id, Message.objects.filter(pk=message.pk).exists()) == (place, False)
    assert not OutgoingMail.objects.exists()


def test_the_only_message_stays(cast: Cast) -> None:
    message = answer(cast)
    split(actor=Actor.of(cast.vera), ticket=message.ticket, messages=[message.pk])
    with pytest.raises(Refusal) as refused:
        take_back(actor=Actor.of(cast.vera), message=message)
    assert refused.value.code == "only_message"


def test_a_notice_that_it_is_solved_goes_with_it(cast: Cast) -> None:
    from opora.desk.actions import change_department

    change_department(actor=Actor.system(), department=cast.first_line, tells_solved=True)
    message = answer(cast, ticket=Ticket.objects.get(pk=cast.tickets[Status.OPEN].pk), then="solved")
    catch_up("outgoing", "notices")
    (notice,) = OutgoingMail.objects.filter(purpose="solved")
    assert notice.next_attempt_at == message.leaves_at
    take_back(actor=Actor.of(cast.vera), message=message)
    assert not OutgoingMail.objects.exists()


def test_sent_again_it_is_a_draft_no_more(cast: Cast) -> None:
    take_back(actor=Actor.of(cast.vera), message=answer(cast))
    assert Draft.objects.count() == 1
    answer(cast)
    assert Draft.objects.count() == 0
