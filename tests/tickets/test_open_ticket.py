"""The verb open_ticket."""

import pytest

from opora.desk.actions import change_department, create_topic
from opora.people.actions import change_person
from opora.people.public import Actor, Conflict, NotAllowed, Refusal
from opora.tickets.actions import open_ticket
from opora.tickets.models import AuthorRole, Message, Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast

SYSTEM = Actor.system()
HELLO = Words(text="Здравствуйте")


def _open(cast: Cast, **values: object) -> Ticket:
    given = {
        "actor": Actor.of(cast.anna),
        "requester": cast.anna,
        "subject": "Тема",
        "words": HELLO,
        "channel": "mail",
    }
    return open_ticket(**(given | values))  # type: ignore[arg-type]


def test_a_ticket_begins_with_what_its_requester_wrote(cast: Cast) -> None:
    ticket = _open(cast, tags=["Доставка ", "#доставка"])
    message = Message.objects.get(ticket=ticket)
    assert (message.author, message.author_role, message.thread) == (
        cast.anna,
        AuthorRole.CUSTOMER,
        ticket.pk,
    )
    assert (ticket.status, ticket.waiting_since, ticket.message_count) == (Status.NEW, message.at, 1)
    assert (ticket.organization, ticket.department, ticket.language) == (cast.severny, cast.first_line, "ru")
    assert list(ticket.tag_rows.values_list("name", flat=True)) == ["доставка"]
    assert len(ticket.secret) == 20


def test_an_agent_writes_first(cast: Cast) -> None:
    ticket = _open(cast, actor=Actor.of(cast.vera), from_desk=True, channel="desk")
    assert Message.objects.get(ticket=ticket).author_role == AuthorRole.AGENT
    assert (ticket.waiting_since, ticket.last_by_staff) == (None, True)


def test_customers_do_not_write_in_the_name_of_the_desk(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        _open(cast, from_desk=True)


def test_the_topic_decides_what_is_not_said(cast: Cast) -> None:
    topic = create_topic(actor=SYSTEM, name="Bills", department=cast.billing, priority=3, type="problem")
    ticket = _open(cast, topic=topic)
    assert (ticket.department, ticket.priority, ticket.type) == (cast.billing, 3, "problem")
    assert _open(cast, topic=topic, department=cast.first_line, priority=1).department == cast.first_line
    change_department(actor=SYSTEM, department=cast.billing, is_active=False)
    topic.refresh_from_db()
    assert _open(cast, topic=topic).department == cast.first_line


def test_a_form_must_be_filled_in_but_a_mail_is_never_refused_for_it(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        _open(cast, topic=cast.orders, channel="web")
    assert refused.value.field == "fields.order"
    assert _open(cast, topic=cast.orders, channel="web", fields={"order": " 48-1173 "}).fields == {
        "order": "48-1173"
    }
    assert _open(cast, topic=cast.orders, channel="mail").fields == {}


@pytest.mark.parametrize("values", [{"channel": "fax"}, {"priority": 9}, {"type": "complaint"}])
def test_values_that_are_not_offered_are_refused(cast: Cast, values: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refused:
        _open(cast, **values)
    assert refused.value.field == next(iter(values))


def test_a_department_that_is_not_in_use_takes_nothing(cast: Cast) -> None:
    change_department(actor=SYSTEM, department=cast.billing, is_active=False)
    cast.billing.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        _open(cast, department=cast.billing)
    assert refused.value.code == "gone"


def test_a_submission_is_told_to_nobody_else(cast: Cast) -> None:
    ticket = _open(cast, submission="form-1")
    assert _open(cast, submission="form-1") == ticket
    with pytest.raises(Conflict):
        _open(cast, actor=Actor.of(cast.mia), requester=cast.mia, submission="form-1")
    long = "k" * 400
    assert _open(cast, submission=long) == _open(cast, submission=long)


def test_a_subject_is_one_honest_line(cast: Cast) -> None:
    assert _open(cast, subject="  Ж\x00\n\u202eа\ud800  б ").subject == "Ж а б"
    assert _open(cast, subject=" \n ").subject
    assert len(_open(cast, subject="я" * 900).subject) == 500


def test_somebody_who_left_opens_nothing(cast: Cast) -> None:
    gone = change_person(actor=SYSTEM, person=cast.anna, is_active=False)
    with pytest.raises(NotAllowed):
        _open(cast, actor=Actor.of(gone))
