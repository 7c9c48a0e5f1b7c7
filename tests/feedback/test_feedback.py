"""Asking how it went, and what is answered."""

from datetime import timedelta

import pytest

from opora.desk.actions import change_department
from opora.events.models import Event
from opora.events.public import Names, catch_up, clock
from opora.feedback.actions import ask, rate
from opora.feedback.models import Rating, RatingRequest
from opora.feedback.public import ratings_for, ratings_of
from opora.feedback.tasks import ask_for_ratings
from opora.mail.models import OutgoingMail
from opora.people.actions import change_notices
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.tickets.actions import assign, change_status, open_ticket, undo
from opora.tickets.models import Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast

DAY = timedelta(days=1)


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """The cast, where the first line asks how it went."""
    change_department(actor=Actor.of(cast.adam), department=cast.first_line, asks_rating=True)
    catch_up("ratings")
    RatingRequest.objects.all().delete()
    return cast


def solved(cast: Cast) -> Ticket:
    ticket = change_status(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], status=Status.SOLVED)
    catch_up("ratings")
    return ticket


def asked() -> list[int | None]:
    return list(Event.objects.filter(kind="feedback.asked").order_by("id").values_list("ticket", flat=True))


def test_a_day_after_solving_the_customer_is_asked_once(desk: Cast) -> None:
    ticket = solved(desk)
    ask_for_ratings.call_local()
    assert asked() == []
    with clock.at(clock.now() + DAY + timedelta(minutes=1)):
        ask_for_ratings.call_local()
        ask_for_ratings.call_local()
        assert asked() == [ticket.pk]
        catch_up("notices")
    assert OutgoingMail.objects.get(purpose="survey").person_id == desk.anna.pk
    event = Event.objects.get(kind="feedback.asked")
    assert event.happening.sentence(Names()) == "asked Анна Ковалёва how it went"


def test_reopening_drops_the_question_and_solving_again_asks_later(desk: Cast) -> None:
    ticket = solved(desk)
    change_status(actor=Actor.of(desk.vera), ticket=ticket, status=Status.OPEN)
    catch_up("ratings")
    assert RatingRequest.objects.get(ticket=ticket).due_at is None
    with clock.at(clock.now() + 2 * DAY):
        ask_for_ratings.call_local()
        assert asked() == []
        solved(desk)
    with clock.at(clock.now() + 4 * DAY):
        ask_for_ratings.call_local()
        change_status(actor=Actor.of(desk.vera), ticket=ticket, status=Status.OPEN)
        solved(desk)
    with clock.at(clock.now() + 6 * DAY):
        ask_for_ratings.call_local()
        assert asked() == [ticket.pk], "not again within thirty days"
        assert RatingRequest.objects.get(ticket=ticket).reason == "asked"
    with clock.at(clock.now() + 40 * DAY):
        change_status(actor=Actor.of(desk.vera), ticket=ticket, status=Status.OPEN)
        solved(desk)
    with clock.at(clock.now() + 42 * DAY):
        ask_for_ratings.call_local()
        assert asked() == [ticket.pk] * 2


def test_who_is_not_asked(desk: Cast) -> None:
    vera, anna = Actor.of(desk.vera), desk.anna
    ticket = solved(desk)
    unanswered = change_status(actor=vera, ticket=desk.tickets[Status.NEW], status=Status.SOLVED)
    phone = open_ticket(
        actor=vera, requester=desk.mia, subject="x", words=Words(text="x"), channel="phone", from_desk=True
    )
    change_status(actor=vera, ticket=phone, status=Status.SOLVED)
    catch_up("ratings")
    change_notices(actor=Actor.of(anna), person=anna, wanted=False)
    with clock.at(clock.now() + 2 * DAY):
        ask_for_ratings.call_local()
    reasons = dict(RatingRequest.objects.values_list("ticket", "reason"))
    assert reasons == {ticket.pk: "refused", unanswered.pk: "refused", phone.pk: "no_conversation"}
    change_notices(actor=Actor.of(anna), person=anna, wanted=True)
    assert ask(actor=vera, ticket=unanswered).reason == "no_conversation"
    change_department(actor=Actor.of(desk.adam), department=desk.first_line, asks_rating=False)
    assert ask(actor=vera, ticket=ticket).reason == "not_wanted"
    assert ask(actor=vera, ticket=desk.tickets[Status.PENDING]).reason == "open"
    assert asked() == []
    for who in (desk.anna, desk.petr):
        with pytest.raises((NotAllowed, NotFound)):
            ask(actor=Actor.of(who), ticket=ticket)


def test_departments_that_do_not_ask_plan_nothing(cast: Cast) -> None:
    solved(cast)
    assert not RatingRequest.objects.exists()


def test_a_rating_and_a_change_of_mind(desk: Cast) -> None:
    ticket, anna = solved(desk), Actor.of(desk.anna)
    assign(actor=Actor.of(desk.egor), ticket=ticket, to=desk.egor)
    rating = rate(actor=anna, ticket=ticket, verdict="bad", comment=" Долго \x00ждала. ")
    assert (rating.verdict, rating.comment, rating.agent) == ("bad", "Долго ждала.", desk.vera)
    rate(actor=anna, ticket=ticket, verdict="bad", comment="Долго ждала.")
    with clock.at(clock.now() + DAY):
        rate(actor=anna, ticket=ticket, verdict="good")
    assert [row.verdict for row in ratings_of(ticket)] == ["good"]
    first, second = Event.objects.filter(kind="feedback.given").order_by("id")
    assert "comment" not in first.data, "the log holds no words"
    assert second.happening.sentence(Names()) == "changed the rating from bad to good"
    with pytest.raises(Refusal):
        undo(actor=Actor.of(desk.vera), ticket=ticket, act=first.act)
    assert Ticket.objects.get(pk=ticket.pk).status == Status.SOLVED


def test_the_time_line_tells_what_was_written_with_it(desk: Cast) -> None:
    ticket = solved(desk)
    rating = rate(actor=Actor.of(desk.anna), ticket=ticket, verdict="bad", comment="Долго.")
    happening = Event.objects.get(kind="feedback.given").happening
    assert happening.sentence(Names(happening.references())) == "rated the help: bad “Долго.”"
    Rating.objects.filter(pk=rating.pk).update(comment="")
    assert "Долго" not in happening.sentence(Names(happening.references()))


def test_only_customers_of_the_ticket_rate_while_it_is_open_for_that(desk: Cast) -> None:
    ticket, anna = solved(desk), Actor.of(desk.anna)
    for who, refusal in ((desk.vera, NotAllowed), (desk.mia, NotFound), (desk.adam, NotAllowed)):
        with pytest.raises(refusal):
            rate(actor=Actor.of(who), ticket=ticket, verdict="good")
    for wanted, code in (
        ({"ticket": ticket, "verdict": "great"}, "bad_choice"),
        ({"ticket": ticket, "verdict": "good", "comment": "x" * 5000}, "too_long"),
        ({"ticket": desk.tickets[Status.NEW], "verdict": "good"}, "not_yet"),
        ({"ticket": desk.tickets[Status.PENDING], "verdict": "good"}, "not_yet"),
    ):
        with pytest.raises(Refusal) as refused:
            rate(actor=anna, **wanted)  # type: ignore[arg-type]
        assert refused.value.code == code
    with clock.at(clock.now() + 15 * DAY), pytest.raises(Refusal, match="too late"):
        rate(actor=anna, ticket=ticket, verdict="good")


def test_who_reads_ratings(desk: Cast) -> None:
    ticket = solved(desk)
    rate(actor=Actor.of(desk.anna), ticket=ticket, verdict="good")
    seen = {
        who.name: ratings_for(who).count() for who in (desk.vera, desk.petr, desk.adam, desk.anna, desk.mia)
    }
    assert list(seen.values()) == [1, 0, 1, 1, 0]
