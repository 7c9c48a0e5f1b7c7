"""What customers are told without an agent writing it, and to whom never."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from opora.desk.actions import change_department, change_setting
from opora.desk.settings import forget_values
from opora.events.models import Event
from opora.events.public import Names, Reader, appending_past, catch_up, clock, record
from opora.feedback.kinds import Asked
from opora.mail import tokens
from opora.mail.actions import add_block_rule, confirm, open_from_held
from opora.mail.models import IncomingMail, OutgoingMail, OutgoingState, Purpose
from opora.mail.parsing.parse import parse
from opora.mail.sending.compose import compose
from opora.mail.sending.notifying import LATEST, Notices
from opora.mail.sending.permitting import may_answer_automatically
from opora.people.actions import create_person
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.tickets.actions import change_status, open_ticket, reply
from opora.tickets.models import Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import brought, letter


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """The cast, where customers are told everything."""
    told = {"confirms_mail": True, "confirms_web": True, "tells_solved": True, "asks_rating": True}
    change_department(actor=Actor.of(cast.adam), department=cast.first_line, **told)
    catch_up("notices")
    OutgoingMail.objects.all().delete()
    return cast


def notices(purpose: str = Purpose.CONFIRMATION) -> list[OutgoingMail]:
    catch_up("notices")
    related = ("mailbox__department__brand", "ticket__department", "ticket__brand", "person", "answers")
    return list(OutgoingMail.objects.select_related(*related).filter(purpose=purpose).order_by("id"))


def read(mail: OutgoingMail) -> EmailMessage:
    made = message_from_bytes(compose(mail).content, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def by_form(
    person: Person, subject: str = "Где заказ?", text: str = "Жду с понедельника.", **more: object
) -> Ticket:
    values: dict[str, object] = {"channel": "web", "actor": Actor.of(person), **more}
    return open_ticket(requester=person, subject=subject, words=Words(text=text), **values)  # type: ignore[arg-type]


def test_a_mail_is_confirmed_in_its_language_and_thread(desk: Cast) -> None:
    incoming = brought(letter(text="Здравствуйте! Где мой заказ 48-1173?\nОчень жду."), desk.mailbox)
    (row,) = notices()
    made = read(row)
    assert (made["To"], made["Subject"]) == (
        "Анна Ковалёва <anna@veter.example>",
        "Re: Кэшбэк за заказ 48-1173",
    )
    assert (made["In-Reply-To"], made["References"]) == ("<one@veter.example>", "<one@veter.example>")
    assert (made["Auto-Submitted"], made["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert (made["Precedence"], made["List-Unsubscribe"], made["Content-Language"]) == (None, None, "ru")
    words = plain(made)
    assert words.startswith("Здравствуйте, Анна Ковалёва!\n")
    assert f"номер заявки — {incoming.ticket_id}" in words
    assert "anna@veter.example" in words
    assert f"/requests/{incoming.ticket_id}/" in words
    assert words.endswith("Вы написали:\n\n> Здравствуйте! Где мой заказ 48-1173?\n> Очень жду.\n")
    parsed = parse(compose(row).content)
    assert (parsed.is_auto, parsed.auto_submitted) == (True, "auto-replied")


def test_an_answer_to_the_confirmation_finds_the_request(desk: Cast) -> None:
    incoming = brought(letter(), desk.mailbox)
    (row,) = notices()
    again = brought(
        letter(subject="Re: other", In_Reply_To=f"<{row.mail_id}>", text="И ещё.", message_id="<2@v>"),
        desk.mailbox,
    )
    assert again.ticket_id == incoming.ticket_id
    assert tokens.read_message_id(row.mail_id) == (incoming.ticket_id, "m", incoming.message_id)
    assert len(notices()) == 1, "an answer is no new request"


def test_the_agents_answer_follows_the_confirmation(desk: Cast) -> None:
    ticket = by_form(desk.anna)
    (row,) = notices()
    message = reply(actor=Actor.of(desk.vera), ticket=ticket, words=Words(text="Едет."), channel="desk")
    catch_up("outgoing")
    made = read(OutgoingMail.objects.get(message=message))
    assert (made["In-Reply-To"], made["References"]) == (f"<{row.mail_id}>", f"<{row.mail_id}>")


def test_a_form_is_confirmed_and_says_nothing_of_a_stranger_to_a_stranger(desk: Cast) -> None:
    stranger = create_person(actor=Actor.system(), name="Win at evil.example", email="victim@post.example")
    by_form(stranger, subject="Win! https://evil.example/", text="Go to evil.example", language="en")
    (row,) = notices()
    made = read(row)
    assert made["Subject"] == "Re: your request"
    assert "evil" not in plain(made) + str(made["To"]).replace("Win at evil.example", "")
    assert plain(made).startswith("Hello,\n")
    Person.objects.filter(pk=desk.anna.pk).get().identities.update(verified_at=clock.now())
    by_form(desk.anna)
    assert "> Жду с понедельника." in plain(read(notices()[-1])), (
        "whoever has proven their address sees their words"
    )


def test_departments_choose(desk: Cast) -> None:
    adam = Actor.of(desk.adam)
    change_department(actor=adam, department=desk.first_line, confirms_mail=False)
    brought(letter(), desk.mailbox)
    assert notices() == []
    by_form(desk.anna)
    assert len(notices()) == 1
    change_department(actor=adam, department=desk.first_line, confirms_web=False)
    by_form(desk.anna)
    assert len(notices()) == 1


def test_the_usual_time_is_said_where_the_desk_has_one(desk: Cast) -> None:
    change_setting(actor=Actor.of(desk.adam), name="mail_answer_hours", value=4)
    forget_values()
    by_form(desk.mia, language="en")
    assert "Usual time to answer: 4 hours." in plain(read(notices()[0]))


def test_never_for_what_an_agent_wrote_down_or_the_past(desk: Cast) -> None:
    vera = Actor.of(desk.vera)
    by_form(desk.anna, actor=vera, channel="phone")
    by_form(desk.anna, actor=vera, channel="web")
    by_form(desk.anna, actor=Actor.system(), channel="web")
    with clock.at(clock.now() - LATEST - timedelta(minutes=1)):
        by_form(desk.anna)
    assert notices() == []
    by_form(desk.anna)
    with appending_past(0):
        pass  # readers that send have done what came before, and begin behind what an import adds
    assert type(Notices()).forget is Reader.forget


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.example>", "List_Unsubscribe": "<https://x.example/>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_never_to_machines_even_when_an_agent_lets_them_in(desk: Cast, headers: dict[str, str]) -> None:
    row = brought(letter(sender="robot@shop.example", message_id="<r@s>", **headers), desk.mailbox)
    if row.state == "held":
        open_from_held(actor=Actor.of(desk.adam), incoming=row)
    assert notices() == []


def test_to_whom_a_machine_may_write(desk: Cast) -> None:
    anna, address = desk.anna, "anna@veter.example"
    assert may_answer_automatically(anna, address)
    assert not may_answer_automatically(desk.vera, "vera@severka.example")
    for deaf in ("help@severka.example", "Help+t1.x@severka.example", "no-reply@a.example", "MAILER-DAEMON@b.example",
                 "bounces+12@c.example", ""):  # fmt: skip
        assert not may_answer_automatically(anna, deaf), deaf
    mail = IncomingMail(envelope_from="anna@veter.example", why={"authentication": {"dmarc": "pass"}})
    assert may_answer_automatically(anna, address, mail)
    assert not may_answer_automatically(anna, address, IncomingMail(envelope_from=""))
    assert not may_answer_automatically(anna, address, IncomingMail(why={"automatic": "list"}))
    forged = IncomingMail(why={"authentication": {"dmarc": "fail"}})
    assert not may_answer_automatically(anna, address, forged)
    by_form(anna)
    notices()
    OutgoingMail.objects.update(state=OutgoingState.BOUNCED)
    assert not may_answer_automatically(anna, address)


def test_two_machines_that_answer_each_other_come_to_an_end(desk: Cast) -> None:
    for number in range(9):
        brought(
            letter(message_id=f"<{number}@v>", text=f"Автоответ {number}", subject=f"№ {number}"),
            desk.mailbox,
        )
        catch_up("notices")
    assert len(notices()) == 5
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        brought(letter(message_id="<next@v>", text="завтра"), desk.mailbox)
        assert len(notices()) == 6


def test_a_reader_that_reads_twice_writes_once(desk: Cast) -> None:
    by_form(desk.anna)
    catch_up("notices")
    Notices().follow(list(Event.objects.filter(kind="ticket.opened")))
    assert len(notices()) == 1


def test_a_batch_costs_the_same_for_many(desk: Cast, django_assert_max_num_queries: object) -> None:
    for number in range(8):
        person = create_person(actor=Actor.system(), name=f"N{number}", email=f"n{number}@post.example")
        by_form(person)
    events = list(Event.objects.filter(kind="ticket.opened").order_by("-id")[:8])
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        Notices().follow(events)
    assert len(notices()) == 8


def test_the_customer_is_told_that_it_is_solved(desk: Cast) -> None:
    vera, ticket = Actor.of(desk.vera), desk.tickets[Status.OPEN]
    change_status(actor=vera, ticket=ticket, status=Status.SOLVED)
    (row,) = notices(Purpose.SOLVED)
    made = read(row)
    place = f"/requests/{ticket.pk}/"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    raw = compose(row).content.partition(b"\r\n\r\n")[0].decode()
    unfolded = raw.replace("\r\n ", " ").split("\r\n")
    (address,) = [line for line in unfolded if line.startswith("List-Unsubscribe: ")]
    assert re.fullmatch(rf"List-Unsubscribe: <http\S+{place}\S+/notices/>", address)
    assert "решена" in plain(made)
    assert max(map(len, raw.split("\r\n"))) <= 998
    change_status(actor=vera, ticket=ticket, status=Status.OPEN)
    change_status(actor=vera, ticket=ticket, status=Status.SOLVED)
    assert len(notices(Purpose.SOLVED)) == 1, "at most one a day"


def test_not_when_they_solved_it_themselves_or_want_no_notices(desk: Cast) -> None:
    change_status(actor=Actor.of(desk.anna), ticket=desk.tickets[Status.OPEN], status=Status.SOLVED)
    assert notices(Purpose.SOLVED) == []
    Person.objects.filter(pk=desk.anna.pk).update(notices_refused_at=clock.now())
    change_status(actor=Actor.of(desk.vera), ticket=desk.tickets[Status.NEW], status=Status.SOLVED)
    assert notices(Purpose.SOLVED) == []
    by_form(desk.anna)
    assert len(notices()) == 1, "a confirmation is an answer to what they did"


def test_the_question_how_it_went_leaves_when_feedback_asks(desk: Cast) -> None:
    from django.db import transaction

    ticket = desk.tickets[Status.SOLVED]
    with transaction.atomic():
        record(Asked(desk.anna.pk), actor=Actor.system(), ticket=ticket.pk)
    (row,) = notices(Purpose.SURVEY)
    words = plain(read(row))
    assert "/rating/?verdict=good>" in words
    assert "/rating/?verdict=bad>" in words
    assert "Довольны ли вы" in words


def test_an_agent_has_a_call_confirmed_once(desk: Cast) -> None:
    vera = Actor.of(desk.vera)
    ticket = by_form(desk.anna, actor=vera, channel="phone")
    assert notices() == []
    confirm(actor=vera, ticket=ticket)
    confirm(actor=vera, ticket=ticket)
    (row,) = notices()
    assert "> Жду с понедельника." in plain(read(row))
    assert Event.objects.get(kind="mail.confirmed").happening.sentence(Names()) == (
        "sent Анна Ковалёва a confirmation"
    )
    for who in (desk.petr, desk.anna):
        with pytest.raises((NotFound, NotAllowed)):
            confirm(actor=Actor.of(who), ticket=ticket)
    silent = by_form(desk.mia, actor=vera, channel="phone", from_desk=True)
    with pytest.raises(Refusal, match="not said anything"):
        confirm(actor=vera, ticket=silent)


def test_never_to_the_blocked(desk: Cast) -> None:
    assert may_answer_automatically(desk.mia, "mia@letters.example")
    add_block_rule(actor=Actor.of(desk.adam), sort="domain", value="letters.example")
    assert not may_answer_automatically(desk.mia, "mia@letters.example")
    with pytest.raises(Refusal, match="No automatic mail"):
        confirm(
            actor=Actor.of(desk.vera), ticket=by_form(desk.mia, actor=Actor.of(desk.vera), channel="phone")
        )
