"""Whose pictures are always shown."""

import pytest

from opora.events.models import Event
from opora.mail.actions import allow_pictures, stop_pictures
from opora.mail.models import PictureSender
from opora.mail.public import senders_with_pictures
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.tickets.actions import undo
from opora.tickets.models import Status
from tests.cast import Cast

ADDRESS = "news@shop.example"


def events() -> list[str]:
    return [row.kind for row in Event.objects.filter(kind__startswith="mail.pictures").order_by("id")]


def test_allowed_once_and_stopped(cast: Cast) -> None:
    vera = Actor.of(cast.vera)
    allow_pictures(actor=vera, address=" News@Shop.example ")
    allow_pictures(actor=vera, address=ADDRESS)
    assert senders_with_pictures([ADDRESS, "x@y.example"]) == {ADDRESS}
    assert PictureSender.objects.get().person == cast.vera
    stop_pictures(actor=vera, address=ADDRESS)
    stop_pictures(actor=vera, address=ADDRESS)
    assert senders_with_pictures([ADDRESS]) == set()
    assert events() == ["mail.pictures_allowed", "mail.pictures_stopped"]


def test_undone_and_done_again(cast: Cast) -> None:
    ticket, vera = cast.tickets[Status.OPEN], Actor.of(cast.vera)
    allow_pictures(actor=vera, address=ADDRESS, ticket=ticket.pk)
    undo(actor=vera, ticket=ticket, act=Event.objects.get(kind="mail.pictures_allowed").act)
    assert senders_with_pictures([ADDRESS]) == set()
    undo(actor=vera, ticket=ticket, act=Event.objects.filter(kind="act.undone").latest("id").act)
    assert senders_with_pictures([ADDRESS]) == {ADDRESS}


def test_not_for_customers_nor_for_strangers_to_the_ticket(cast: Cast) -> None:
    ticket = cast.tickets[Status.OPEN].pk
    for verb in (allow_pictures, stop_pictures):
        with pytest.raises(NotAllowed):
            verb(actor=Actor.of(cast.anna), address=ADDRESS)
        with pytest.raises(NotAllowed):
            verb(actor=Actor.of(cast.vera, frozenset({"read"})), address=ADDRESS)
        with pytest.raises(NotFound):
            verb(actor=Actor.of(cast.petr), address=ADDRESS, ticket=ticket)
    with pytest.raises(Refusal):
        allow_pictures(actor=Actor.of(cast.vera), address="nobody")
    assert events() == []
