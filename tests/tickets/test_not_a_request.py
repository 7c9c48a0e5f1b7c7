"""What is no request is in no list, is not answered, and comes back as it was."""

import pytest
from django.test import Client

from opora.people.public import Actor, Refusal
from opora.tickets.actions import (
    a_request_after_all,
    change_priority,
    change_status,
    merge,
    not_a_request,
    reply,
    undo,
)
from opora.tickets.models import Status, Ticket
from opora.tickets.public import VIEWS, Words, view
from tests.cast import Cast
from tests.picture import last_event, picture


def said(cast: Cast, status: str = Status.NEW) -> Ticket:
    return not_a_request(actor=Actor.of(cast.vera), ticket=cast.tickets[status])


@pytest.mark.parametrize("status", Status.values)
def test_it_is_in_no_list_but_its_own(cast: Cast, status: str) -> None:
    ticket = said(cast, status)
    assert [name for name in VIEWS if ticket in view(cast.vera, name)] == ["not_request"]
    assert (ticket.status, ticket.waiting_since) == (Status.CLOSED, None)


@pytest.mark.parametrize("status", Status.values)
def test_later_it_comes_back_as_it_was(cast: Cast, status: str) -> None:
    before = picture()
    ticket = said(cast, status)
    a_request_after_all(actor=Actor.of(cast.egor), ticket=ticket)
    assert picture() == before


def test_undo_works_when_something_else_has_changed(cast: Cast) -> None:
    from opora.events.models import Event

    ticket = said(cast, Status.OPEN)
    act = Event.objects.get(id=last_event()).act
    change_priority(actor=Actor.of(cast.egor), ticket=ticket, priority=4)
    back = undo(actor=Actor.of(cast.vera), ticket=ticket, act=act)
    assert (back.not_request_at, back.status, back.priority) == (None, Status.OPEN, 4)


def test_nobody_answers_it_or_gives_it_a_status(cast: Cast) -> None:
    ticket, vera = said(cast), Actor.of(cast.vera)
    for call in (
        lambda: reply(actor=vera, ticket=ticket, words=Words(text="Hello"), channel="desk"),
        lambda: change_status(actor=vera, ticket=ticket, status="open"),
        lambda: merge(actor=vera, ticket=ticket, into=cast.tickets["open"]),
        lambda: merge(actor=vera, ticket=cast.tickets["open"], into=ticket),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == "not_a_request"


def test_a_customer_who_writes_on_in_the_portal_gets_a_new_request(cast: Cast) -> None:
    ticket = said(cast)
    message = reply(
        actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="But it was one"), channel="portal"
    )
    assert message.ticket_id != ticket.pk
    assert Ticket.objects.get(pk=ticket.pk).not_request_at is not None


def test_the_portal_does_not_list_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    said(cast)
    page = client.get("/requests/").content.decode()
    assert (
        f"/requests/{cast.tickets['new'].pk}/" in page,
        f"/requests/{cast.tickets['open'].pk}/" in page,
    ) == (
        False,
        True,
    )
