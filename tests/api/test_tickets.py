"""Tickets through the API: opening, reading, changing, by everybody in the cast."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings

from opora.events.models import Event
from opora.people.models import Person
from opora.tickets.actions import add_note, open_ticket
from opora.tickets.models import Attachment, Message, Ticket
from opora.tickets.public import Words
from tests.cast import Cast

Programs = Callable[..., Any]


def test_an_agent_opens_a_ticket_for_somebody_new(cast: Cast, program: Programs) -> None:
    body = {
        "subject": "Nefunguje sleva",
        "text": "Dobrý den, sleva se neodečetla.",
        "requester": {"email": "Jana.Nova@posta.example", "name": "Jana Nová"},
        "topic": cast.orders.pk,
        "fields": {"order": "48-1173"},
        "priority": "high",
        "tags": ["#Sleva", "web"],
        "language": "cs",
        "collaborators": [{"id": cast.lucie.pk}],
        "attachments": [{"name": "účtenka.txt", "data": base64.b64encode(b"199 CZK").decode()}],
    }
    answer = program(cast.vera).post("/tickets", body)
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert shown["requester"]["name"] == "Jana Nová"
    assert (shown["priority"], shown["tags"], shown["fields"]) == (
        "high",
        ["sleva", "web"],
        {"order": "48-1173"},
    )
    assert [row["id"] for row in shown["collaborators"]] == [cast.lucie.pk]
    message = Message.objects.get(ticket=shown["number"])
    assert (message.author_role, message.channel) == ("customer", "api")
    assert message.attachments.get().name == "účtenka.txt"
    assert shown["created_at"].endswith("Z")


def test_from_desk_the_agent_speaks(cast: Cast, program: Programs) -> None:
    body = {"subject": "Hello", "text": "We owe you.", "requester": {"id": cast.mia.pk}, "from_desk": True}
    number = program(cast.vera).post("/tickets", body).json()["number"]
    assert Message.objects.get(ticket=number).author == cast.vera


def test_a_customer_opens_for_themselves_only(cast: Cast, program: Programs) -> None:
    mia = program(cast.mia)
    opened = mia.post(
        "/tickets",
        {"subject": "Where is it?", "text": "…", "topic": cast.orders.pk, "fields": {"order": "1"}},
    )
    assert opened.status_code == 201
    assert opened.json()["requester"]["id"] == cast.mia.pk
    refused = mia.post(
        "/tickets", {"subject": "x", "text": "x", "requester": {"email": "anna@veter.example"}}
    )
    assert (refused.status_code, refused.json()["field"]) == (403, "requester")
    missing = mia.post("/tickets", {"subject": "x", "text": "x", "topic": cast.orders.pk})
    assert (missing.status_code, missing.json()["field"]) == (422, "fields.order")


def test_everything_or_nothing(cast: Cast, program: Programs) -> None:
    before = (Person.objects.count(), Ticket.objects.count())
    body = {"subject": "x", "text": "x", "requester": {"email": "new@posta.example"}, "topic": 999_999}
    answer = program(cast.vera).post("/tickets", body)
    assert (answer.status_code, answer.json()["field"]) == (404, "topic")
    assert (Person.objects.count(), Ticket.objects.count()) == before


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("agent", 200),
        ("stranger", 404),
        ("supervisor", 200),
        ("administrator", 200),
        ("customer", 200),
        ("other_customer", 404),
    ],
)
def test_who_may_read_a_ticket(cast: Cast, program: Programs, who: str, status: int) -> None:
    asking, number = program(cast.everybody[who]), cast.tickets["open"].pk
    for path in ("", "/messages", "/events", "/collaborators"):
        assert asking.get(f"/tickets/{number}{path}").status_code == status
    listed = {row["number"] for row in asking.pages("/tickets", 100)}
    assert (number in listed) is (status == 200)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("agent", 200),
        ("stranger", 404),
        ("supervisor", 200),
        ("administrator", 200),
        ("customer", 403),
        ("other_customer", 404),
    ],
)
def test_who_may_change_a_ticket(cast: Cast, program: Programs, who: str, status: int) -> None:
    answer = program(cast.everybody[who]).patch(f"/tickets/{cast.tickets['open'].pk}", {"priority": "urgent"})
    assert answer.status_code == status, answer.content
    assert (Ticket.objects.get(pk=cast.tickets["open"].pk).priority == 4) is (status == 200)


def test_a_change_is_one_act_and_can_be_taken_back(cast: Cast, program: Programs) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    change = {
        "subject": "Другое",
        "priority": "low",
        "tags": ["a"],
        "assignee": cast.egor.pk,
        "status": "hold",
        "type": "task",
    }
    answer = vera.patch(f"/tickets/{number}", change)
    assert answer.status_code == 200, answer.content
    assert answer.json()["assignee"]["id"] == cast.egor.pk
    act = answer.headers["Opora-Act"]
    assert Event.objects.filter(act=act, ticket=number).count() == 6
    undone = vera.post(f"/tickets/{number}/undo", {"act": act})
    assert undone.status_code == 200, undone.content
    shown = undone.json()["ticket"]
    assert (shown["status"], shown["tags"], shown["assignee"]["id"]) == ("open", [], cast.vera.pk)
    again = vera.post(f"/tickets/{number}/undo", {"act": act})
    assert (again.status_code, again.json()["code"]) == (422, "undone_already")


def test_a_refused_part_refuses_the_whole_change(cast: Cast, program: Programs) -> None:
    number = cast.tickets["open"].pk
    answer = program(cast.vera).patch(f"/tickets/{number}", {"subject": "Новое", "assignee": cast.petr.pk})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "no_member",
        "assignee",
    )
    assert Ticket.objects.get(pk=number).subject == cast.tickets["open"].subject


def test_a_transfer_may_go_where_the_agent_can_not_follow(cast: Cast, program: Programs) -> None:
    vera, number = program(cast.vera), cast.tickets["new"].pk
    change = {
        "department": cast.billing.pk,
        "assignee": cast.petr.pk,
        "note": "По части счетов",
        "priority": "high",
    }
    answer = vera.patch(f"/tickets/{number}", change)
    assert answer.status_code == 200, answer.content
    assert (answer.json()["department"]["id"], answer.json()["assignee"]["id"]) == (
        cast.billing.pk,
        cast.petr.pk,
    )
    assert vera.get(f"/tickets/{number}").status_code == 404
    assert Message.objects.filter(ticket=number, kind="note", text="По части счетов").exists()


def test_nobody_and_no_topic(cast: Cast, program: Programs) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    assert vera.patch(f"/tickets/{number}", {"topic": cast.orders.pk}).json()["topic"]["id"] == cast.orders.pk
    assert vera.patch(f"/tickets/{number}", {"fields": {"order": "7"}}).json()["fields"] == {"order": "7"}
    answer = vera.patch(f"/tickets/{number}", {"assignee": None, "topic": None}).json()
    assert (answer["assignee"], answer["topic"]) == (None, None)
    assert vera.patch(f"/tickets/{number}", {"priority": None}).status_code == 422


def test_a_customer_may_say_that_it_is_solved(cast: Cast, program: Programs) -> None:
    anna, number = program(cast.anna), cast.tickets["open"].pk
    assert anna.patch(f"/tickets/{number}", {"status": "solved"}).json()["status"] == "solved"
    assert anna.patch(f"/tickets/{number}", {"status": "open"}).status_code == 403


def test_filters(cast: Cast, program: Programs) -> None:
    vera = program(cast.vera)
    vera.patch(f"/tickets/{cast.tickets['hold'].pk}", {"tags": ["сложно"], "priority": "urgent"})

    def found(query: str) -> set[str]:
        rows = vera.get(f"/tickets?{query}").json()["items"]
        return {row["status"] for row in rows}

    assert found("status=new&status=hold") == {"new", "hold"}
    assert found("tag=%D1%81%D0%BB%D0%BE%D0%B6%D0%BD%D0%BE") == {"hold"}
    assert found("priority=urgent") == {"hold"}
    assert found("view=unassigned") == {"new"}
    assert found("view=solved") == {"solved", "closed"}
    assert found(f"assignee={cast.vera.pk}&view=open") == {"open", "pending", "hold"}
    assert found(f"requester={cast.mia.pk}") == set()
    assert found("updated_since=2100-01-01T00:00:00Z") == set()
    assert len(found("updated_since=2000-01-01T00:00:00%2B02:00")) == 6


@pytest.mark.parametrize("order", ["latest", "oldest", "number"])
def test_pages_bring_everything_once(cast: Cast, program: Programs, order: str) -> None:
    from opora.people.public import Actor

    for number in range(17):
        open_ticket(
            actor=Actor.of(cast.mia),
            requester=cast.mia,
            subject=f"№ {number}",
            words=Words(text="?"),
            channel="api",
        )
    everything = [row["number"] for row in program(cast.vera).pages(f"/tickets?order={order}", 4)]
    assert len(everything) == len(set(everything)) == Ticket.objects.count() == 23
    if order == "number":
        assert everything == sorted(everything)


def test_a_list_costs_the_same_however_long(
    cast: Cast, program: Programs, django_assert_num_queries: Any
) -> None:
    from opora.people.public import Actor

    vera = program(cast.vera)
    vera.get("/tickets")  # the token's use is noted once
    with django_assert_num_queries(6) as few:
        vera.get("/tickets")
    for number in range(12):
        ticket = open_ticket(
            actor=Actor.of(cast.mia),
            requester=cast.mia,
            subject=f"№ {number}",
            words=Words(text="?"),
            channel="api",
        )
        add_note(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="?"))
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(vera.get("/tickets").json()["items"]) == 18


def test_what_is_the_desks_own_stays_there(cast: Cast, program: Programs) -> None:
    from opora.people.public import Actor

    number = cast.tickets["open"].pk
    add_note(
        actor=Actor.of(cast.vera), ticket=cast.tickets["open"], words=Words(text="Осторожно: скандалит.")
    )
    add_note(actor=Actor.of(cast.anna), ticket=cast.tickets["open"], words=Words(text="Между нами, коллеги."))
    program(cast.vera).patch(f"/tickets/{number}", {"tags": ["скандал"]})
    anna, vera = program(cast.anna), program(cast.vera)
    for path in ("", "/messages", "/events"):
        seen = anna.get(f"/tickets/{number}{path}").content.decode()
        assert "скандал" not in seen
        assert "vera@severka.example" not in seen
    assert "Между нами" in anna.get(f"/tickets/{number}/messages").content.decode()
    assert "Между нами" not in vera.get(f"/tickets/{number}/messages").content.decode()
    assert "скандалит" in vera.get(f"/tickets/{number}/messages").content.decode()
    assert {row["audience"] for row in anna.get(f"/tickets/{number}/events").json()["items"]} <= {
        "public",
        "customer_side",
    }
    assert anna.get("/tickets?tag=x").status_code == 403
    assert anna.get(f"/tickets/{number}").json()["message_count"] is None


def test_a_large_file_is_sent_first(cast: Cast, program: Programs, django_user_model: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    vera = program(cast.vera)
    headers = {"Authorization": f"Bearer {vera.secret}"}
    picture = SimpleUploadedFile("снимок.png", b"\x89PNG" + b"x" * 6_000_000, "image/png")
    upload = vera.client.post("/api/v1/attachments", {"file": picture}, headers=headers)
    assert upload.status_code == 201, upload.content
    assert upload.json()["size"] == 6_000_004
    number = cast.tickets["open"].pk
    body = {"text": "См. снимок", "uploads": [upload.json()["id"]]}
    foreign = program(cast.egor).post(f"/tickets/{number}/messages", body)
    assert (foreign.status_code, foreign.json()["field"]) == (404, "uploads.0")
    message = vera.post(f"/tickets/{number}/messages", body).json()
    (file,) = message["attachments"]
    assert (file["name"], file["type"], file["size"]) == ("снимок.png", "image/png", 6_000_004)
    got = program(cast.anna).send("GET", file["url"].removeprefix("/api/v1"))
    assert (got.status_code, len(got.content), got["Content-Type"]) == (
        200,
        6_000_004,
        "application/octet-stream",
    )
    assert got["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in got["Content-Security-Policy"]
    assert program(cast.mia).get(f"/attachments/{file['id']}").status_code == 404
    assert program(cast.petr).get(f"/attachments/{file['id']}/content").status_code == 404


def test_the_file_of_a_staff_note_stays_there(cast: Cast, program: Programs) -> None:
    data = base64.b64encode(b"secret").decode()
    body = {"kind": "note", "text": "Для нас", "attachments": [{"name": "a.txt", "data": data}]}
    answer = program(cast.vera).post(f"/tickets/{cast.tickets['open'].pk}/messages", body)
    assert answer.json()["kind"] == "note"
    key = Attachment.objects.get().pk
    assert program(cast.anna).get(f"/attachments/{key}/content").status_code == 404
    assert program(cast.egor).get(f"/attachments/{key}/content").status_code == 200


def test_too_large_a_file_is_refused(cast: Cast, program: Programs) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    adam = program(cast.adam)
    assert adam.put("/settings/attachment_megabytes", {"value": 1}).status_code == 200
    headers = {"Authorization": f"Bearer {adam.secret}"}
    file = SimpleUploadedFile("a.bin", b"x" * 1_100_000)
    answer = adam.client.post("/api/v1/attachments", {"file": file}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10_000)
def test_too_large_a_body_is_refused(cast: Cast, program: Programs) -> None:
    answer = program(cast.vera).post("/tickets", {"subject": "x", "text": "x" * 20_000})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
