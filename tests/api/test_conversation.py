"""Messages, history, collaborators, split, merge, links, undo through the API."""

from collections.abc import Callable
from typing import Any

from opora.tickets.models import Message, Ticket
from tests.cast import Cast

Programs = Callable[..., Any]


def test_an_answer_and_the_status_that_goes_with_it(cast: Cast, program: Programs) -> None:
    number = cast.tickets["open"].pk
    body = {"html": "<p>Готово!<script>alert(1)</script></p>", "then": "solved"}
    answer = program(cast.vera).post(f"/tickets/{number}/messages", body)
    assert answer.status_code == 201, answer.content
    assert (answer.json()["html"], answer.json()["text"]) == ("<p>Готово!</p>", "Готово!")
    assert Ticket.objects.get(pk=number).status == "solved"
    again = program(cast.anna).post(f"/tickets/{number}/messages", {"text": "Нет, не готово"})
    assert again.json()["author"]["email"] == "anna@veter.example"
    assert Ticket.objects.get(pk=number).status == "open"


def test_a_customers_answer_to_a_closed_ticket_opens_another(cast: Cast, program: Programs) -> None:
    anna, closed = program(cast.anna), cast.tickets["closed"].pk
    message = anna.post(f"/tickets/{closed}/messages", {"text": "Опять то же"}).json()
    assert message["ticket"] != closed
    shown = anna.get(f"/tickets/{message['ticket']}").json()
    assert shown["links"] == [{"number": closed, "kind": "follow_up", "is_backwards": False}]
    assert anna.get(f"/tickets/{closed}").json()["links"][0]["is_backwards"] is True


def test_nothing_to_say_is_refused(cast: Cast, program: Programs) -> None:
    answer = program(cast.vera).post(f"/tickets/{cast.tickets['open'].pk}/messages", {"text": "  "})
    assert (answer.status_code, answer.json()["code"]) == (422, "empty")


def test_only_staff_set_a_status_with_an_answer(cast: Cast, program: Programs) -> None:
    number = cast.tickets["open"].pk
    body = {"text": "?", "then": "closed"}
    assert program(cast.anna).post(f"/tickets/{number}/messages", body).status_code == 403
    assert program(cast.petr).post(f"/tickets/{number}/messages", body).status_code == 404
    assert Message.objects.filter(ticket=number).count() == 2


def test_messages_page_by_page(cast: Cast, program: Programs) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    for place in range(9):
        vera.post(f"/tickets/{number}/messages", {"text": f"{place}", "kind": "note"})
    texts = [row["text"] for row in vera.pages(f"/tickets/{number}/messages", 3)]
    assert len(texts) == 11
    assert texts[2:] == [str(place) for place in range(9)]
    kinds = [row["kind"] for row in vera.pages(f"/tickets/{number}/events", 2)]
    assert kinds.count("message.posted") == 11
    assert kinds[0] == "ticket.opened"


def test_history_speaks_the_language_asked_for(cast: Cast, program: Programs) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    rows = vera.get(f"/tickets/{number}/events", Accept_Language="en").json()["items"]
    told = {row["kind"]: row for row in rows}
    assert told["ticket.assigned"]["actor_name"] == cast.vera.name
    assert told["ticket.assigned"]["data"]["after"] == cast.vera.pk
    assert cast.vera.name in told["ticket.assigned"]["sentence"]
    assert told["ticket.assigned"]["is_undoable"]
    assert not told["message.posted"]["is_undoable"]


def test_history_costs_the_same_however_long(
    cast: Cast, program: Programs, django_assert_max_num_queries: Any
) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    for place in range(10):
        vera.patch(
            f"/tickets/{number}",
            {"assignee": cast.egor.pk if place % 2 else cast.vera.pk, "subject": f"{place}"},
        )
    vera.get(f"/tickets/{number}/events")
    with django_assert_max_num_queries(8):
        assert len(vera.get(f"/tickets/{number}/events").json()["items"]) > 20
    with django_assert_max_num_queries(8):
        vera.get(f"/tickets/{number}/messages")


def test_split_and_undo(cast: Cast, program: Programs) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    moving = (
        program(cast.anna).post(f"/tickets/{number}/messages", {"text": "И ещё: где каталог?"}).json()["id"]
    )
    answer = vera.post(f"/tickets/{number}/split", {"messages": [moving], "subject": "Каталог"})
    assert answer.status_code == 201, answer.content
    fresh = answer.json()["ticket"]
    assert (fresh["subject"], fresh["requester"]["id"]) == ("Каталог", cast.anna.pk)
    assert Message.objects.get(pk=moving).ticket_id == fresh["number"]
    undone = vera.post(f"/tickets/{number}/undo", {"act": answer.json()["act"]})
    assert undone.status_code == 200, undone.content
    assert Message.objects.get(pk=moving).ticket_id == number
    everything = list(Message.objects.filter(ticket=number).values_list("pk", flat=True))
    refused = vera.post(f"/tickets/{number}/split", {"messages": everything})
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_left")


def test_merge_and_undo(cast: Cast, program: Programs) -> None:
    vera, number, into = program(cast.vera), cast.tickets["new"].pk, cast.tickets["open"].pk
    answer = vera.post(f"/tickets/{number}/merge", {"into": into})
    assert (answer.status_code, answer.json()["ticket"]["number"]) == (200, into)
    assert vera.get(f"/tickets/{number}").json()["merged_into"] == into
    assert number not in {row["number"] for row in vera.pages("/tickets", 50)}
    assert [row["number"] for row in vera.pages("/tickets?merged=only", 50)] == [number]
    reply = program(cast.anna).post(f"/tickets/{number}/messages", {"text": "Сюда?"}).json()
    assert reply["ticket"] == into
    vera.post(f"/tickets/{into}/undo", {"act": answer.json()["act"]})
    assert vera.get(f"/tickets/{number}").json()["merged_into"] is None


def test_merging_needs_a_say_in_both(cast: Cast, program: Programs) -> None:
    vera, foreign = program(cast.vera), cast.tickets["hold"].pk
    assert (
        vera.patch(f"/tickets/{foreign}", {"assignee": None, "department": cast.billing.pk}).status_code
        == 200
    )
    answer = vera.post(f"/tickets/{cast.tickets['new'].pk}/merge", {"into": foreign})
    assert answer.status_code == 404
    assert vera.post(f"/tickets/{cast.tickets['new'].pk}/links", {"other": foreign}).status_code == 404


def test_links(cast: Cast, program: Programs) -> None:
    vera, one, other = program(cast.vera), cast.tickets["new"].pk, cast.tickets["open"].pk
    answer = vera.post(f"/tickets/{one}/links", {"other": other, "kind": "caused_by"})
    assert answer.status_code == 201
    assert answer.json()["ticket"]["links"] == [{"number": other, "kind": "caused_by", "is_backwards": False}]
    assert vera.post(f"/tickets/{one}/links", {"other": one}).json()["code"] == "same"
    assert vera.delete(f"/tickets/{one}/links/{other}?kind=caused_by").status_code == 204
    assert vera.get(f"/tickets/{one}").json()["links"] == []


def test_collaborators(cast: Cast, program: Programs) -> None:
    vera, number, lucie = program(cast.vera), cast.tickets["open"].pk, program(cast.lucie)
    assert lucie.get(f"/tickets/{number}").status_code == 404
    answer = vera.post(f"/tickets/{number}/collaborators", {"id": cast.lucie.pk})
    assert [row["id"] for row in answer.json()["items"]] == [cast.lucie.pk]
    assert lucie.get(f"/tickets/{number}").status_code == 200
    vera.post(f"/tickets/{number}/collaborators", {"email": "accounts@posta.example", "name": "Účtárna"})
    assert len(vera.get(f"/tickets/{number}/collaborators").json()["items"]) == 2
    assert vera.delete(f"/tickets/{number}/collaborators/{cast.lucie.pk}").status_code == 204
    assert lucie.get(f"/tickets/{number}").status_code == 404
    assert program(cast.anna).post(f"/tickets/{number}/collaborators", {"id": cast.mia.pk}).status_code == 403
    nobody = vera.post(f"/tickets/{number}/collaborators", {})
    assert (nobody.status_code, nobody.json()["code"]) == (422, "person_missing")
