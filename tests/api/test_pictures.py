"""Pictures that lie elsewhere, through the API."""

from collections.abc import Callable
from typing import Any

from opora.tickets.models import Message
from tests.cast import Cast

Programs = Callable[..., Any]


def test_senders_whose_pictures_are_shown(cast: Cast, program: Programs) -> None:
    vera = program(cast.vera)
    made = vera.post("/picture-senders", {"address": "News@shop.example"})
    assert (made.status_code, made.json()["address"]) == (201, "news@shop.example")
    assert [row["person"] for row in vera.get("/picture-senders").json()["items"]] == [cast.vera.pk]
    assert vera.post("/picture-senders", {"address": "nobody"}).status_code == 422
    anna = program(cast.anna)
    assert anna.get("/picture-senders").status_code == 403
    assert anna.post("/picture-senders", {"address": "x@shop.example"}).status_code == 403
    assert anna.delete(f"/picture-senders/{made.json()['id']}").status_code == 403
    assert vera.delete(f"/picture-senders/{made.json()['id']}").status_code == 204
    assert vera.delete(f"/picture-senders/{made.json()['id']}").status_code == 404


def test_messages_say_that_pictures_lie_elsewhere(cast: Cast, program: Programs) -> None:
    ticket = cast.tickets["open"]
    first = Message.objects.filter(ticket=ticket).order_by("id").first()
    assert first is not None
    Message.objects.filter(pk=first.pk).update(html='<img data-src="https://shop.example/1.png" alt="1">')
    rows = program(cast.vera).get(f"/tickets/{ticket.pk}/messages").json()["items"]
    assert [row["has_remote_pictures"] for row in rows][:2] == [True, False]
    assert rows[0]["html"] == '<img data-src="https://shop.example/1.png" alt="1">'
