"""Who may ask, how errors look, what repeated requests get."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opora.api.models import KeptAnswer
from opora.people.actions import change_person, create_token, revoke_token
from opora.people.models import Person, Token
from opora.people.public import Actor
from opora.tickets.models import Message, Ticket
from tests.cast import PASSWORD, Cast

Programs = Callable[..., Any]
PROBLEM = "application/problem+json"


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The answer's problem, looked over."""
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), answer.content
    body: dict[str, Any] = json.loads(answer.content)
    assert (body["status"], body["code"], body["type"]) == (status, code, "about:blank")
    assert body["detail"]
    return body


def test_without_a_token_nobody_is_told_anything(cast: Cast) -> None:
    answer = Client().get("/api/v1/tickets")
    problem(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"] == 'Bearer realm="Opora"'
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "value", ["Bearer nonsense", "Bearer", "Basic eDp5", "Bearer opora_x y", "Bearer \u00ff"]
)
def test_a_wrong_token_is_refused_even_beside_a_session(cast: Cast, value: str) -> None:
    client = Client()
    assert client.login(email=cast.vera.email, password=PASSWORD)
    answer = client.get("/api/v1/tickets", headers={"Authorization": value})
    problem(answer, 401, "not_authenticated")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_tokens_end(cast: Cast, program: Programs) -> None:
    vera, egor = program(cast.vera), program(cast.egor)
    revoke_token(actor=Actor.system(), token=Token.objects.get(person=cast.vera))
    change_person(actor=Actor.system(), person=cast.egor, is_active=False)
    past = timezone.now() - timedelta(seconds=1)
    _token, expired = create_token(actor=Actor.system(), person=cast.vera, expires_at=past)
    for secret in (vera.secret, egor.secret, expired):
        answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
        problem(answer, 401, "not_authenticated")


def test_scopes(cast: Cast, program: Programs) -> None:
    reading, writing = program(cast.adam, {"read"}), program(cast.adam, {"write"})
    number = cast.tickets["open"].pk
    assert reading.get(f"/tickets/{number}").status_code == 200
    problem(reading.patch(f"/tickets/{number}", {"priority": "low"}), 403, "scope_missing")
    problem(reading.post("/tokens", {"scopes": ["admin"]}), 403, "scope_missing")
    problem(writing.get(f"/tickets/{number}"), 403, "scope_missing")
    assert writing.patch(f"/tickets/{number}", {"priority": "low"}).status_code == 200
    both = program(cast.adam, {"read", "write"})
    problem(both.post("/departments", {"name": "New"}), 403, "scope_missing")
    problem(both.get("/mailboxes"), 403, "scope_missing")
    problem(both.post("/tokens", {"scopes": ["read", "admin"]}), 403, "scope_missing")
    problem(
        both.put(f"/people/{cast.adam.pk}/password", {"password": "a very good one"}), 403, "scope_missing"
    )
    assert both.get("/me").json()["scopes"] == ["read", "write"]


def test_a_session_serves_too_but_not_without_the_csrf_header(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.login(email=cast.vera.email, password=PASSWORD)
    assert client.get("/api/v1/me").json()["id"] == cast.vera.pk
    address = f"/api/v1/tickets/{cast.tickets['open'].pk}"
    change = {"data": {"priority": "low"}, "content_type": "application/json"}
    problem(client.patch(address, **change), 403, "forged")
    assert Ticket.objects.get(pk=cast.tickets["open"].pk).priority == 2
    client.cookies["csrftoken"] = "a" * 32
    answer = client.patch(address, **change, headers={"X-CSRFToken": "a" * 32})
    assert answer.status_code == 200, answer.content


def test_unknown_addresses_and_methods(cast: Cast, program: Programs) -> None:
    vera = program(cast.vera)
    problem(vera.get("/nonsense"), 404, "unknown_address")
    problem(vera.get("/"), 404, "unknown_address")
    problem(vera.get("/tickets/1/nonsense"), 404, "unknown_address")
    refused = vera.delete("/tickets/1")
    problem(refused, 405, "wrong_method")
    assert refused["Allow"] == "GET, HEAD, OPTIONS, PATCH"
    options = vera.send("OPTIONS", "/tickets")
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert vera.send("HEAD", "/tickets").status_code == 200


DEEP = b'{"subject": "x", "text": "x", "fields": {"a": ' + b"[" * 50 + b"]" * 50 + b"}}"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "bad_json"),
        (b"\xff\xfe", 400, "bad_json"),
        (b'{"subject": NaN}', 400, "bad_json"),
        (b'{"text": ' + b"9" * 5000 + b"}", 400, "bad_json"),
        (b"[" * 100_000, 400, "bad_json"),
        (DEEP, 400, "too_deep"),
        (b'{"subject": "a\\u0000b", "text": "x"}', 422, "bad_text"),
        (b'{"subject": "\\ud800", "text": "x"}', 422, "bad_text"),
        (b'{"subject": "x", "text": "x", "fields": {"\\udfff": 1}}', 422, "bad_text"),
        (b"", 422, "bad_request_values"),
        (b"[]", 422, "bad_request_values"),
        (b"null", 422, "bad_request_values"),
        (b'{"subject": "x", "text": "x", "topic": 99999999999999999999999}', 422, "bad_request_values"),
        (b'{"subject": "x", "text": "x", "topic": "1"}', 422, "bad_request_values"),
        (b'{"subject": "x", "text": "x", "nonsense": 1}', 422, "bad_request_values"),
        (b'{"subject": "  ", "text": "x"}', 422, "bad_request_values"),
        (b'{"subject": "x", "text": "x", "fields": {"order": 1}}', 422, "unknown_field"),
    ],
)
def test_bad_bodies(cast: Cast, program: Programs, body: bytes, status: int, code: str) -> None:
    problem(program(cast.vera).send("POST", "/tickets", body), status, code)


def test_each_wrong_value_is_named(cast: Cast, program: Programs) -> None:
    body = {"subject": "x", "requester": {"email": "nonsense"}, "attachments": [{"name": "a", "data": "?"}]}
    told = problem(program(cast.vera).post("/tickets", body), 422, "bad_request_values")
    assert {row["field"] for row in told["errors"]} == {"requester.email", "attachments.0.data"}
    assert {row["detail"] for row in told["errors"]} == {
        "This text does not have the form that it needs; see /api/v1/docs."
    }
    told = problem(program(cast.vera).get("/tickets?limit=500&cursor=x"), 422, "bad_request_values")
    assert {row["field"] for row in told["errors"]} == {"limit", "cursor"}


@pytest.mark.parametrize("number", ["0", "-1", "9223372036854775808", "x", "1e3", "%00"])
def test_bad_numbers(cast: Cast, program: Programs, number: str) -> None:
    assert program(cast.vera).get(f"/tickets/{number}").status_code in {404, 422}


def test_other_types_of_bodies(cast: Cast, program: Programs) -> None:
    vera = program(cast.vera)
    answer = vera.client.post(
        "/api/v1/tickets", "a=b", "text/plain", headers={"Authorization": f"Bearer {vera.secret}"}
    )
    problem(answer, 415, "wrong_content_type")


def test_errors_speak_the_language_asked_for(cast: Cast, program: Programs) -> None:
    answer = program(cast.vera).get("/tickets/999", Accept_Language="cs")
    assert answer["Content-Language"] == "cs"


def test_the_same_key_does_nothing_twice(cast: Cast, program: Programs) -> None:
    vera, body = program(cast.vera), {"subject": "Once", "text": "x", "requester": {"id": cast.mia.pk}}
    first = vera.post("/tickets", body, Idempotency_Key="k-1")
    again = vera.post("/tickets", body, Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert json.loads(first.content) == json.loads(again.content)
    assert again["Idempotency-Replayed"] == "true"
    assert Ticket.objects.filter(subject="Once").count() == 1
    problem(vera.post("/tickets", {**body, "text": "y"}, Idempotency_Key="k-1"), 422, "key_reused")
    problem(
        vera.post(f"/tickets/{first.json()['number']}/messages", body, Idempotency_Key="k-1"),
        422,
        "bad_request_values",
    )
    foreign = program(cast.egor).post("/tickets", body, Idempotency_Key="k-1")
    assert foreign.json()["number"] != first.json()["number"]
    problem(vera.post("/tickets", body, Idempotency_Key="ключ"), 422, "bad_key")


def test_a_refused_request_may_be_mended_under_its_key(cast: Cast, program: Programs) -> None:
    vera, path = program(cast.vera), f"/tickets/{cast.tickets['open'].pk}/messages"
    assert vera.post(path, {"text": ""}, Idempotency_Key="k").status_code == 422
    assert vera.post(path, {"text": "Вот"}, Idempotency_Key="k").status_code == 201
    assert vera.post(path, {"text": "Вот"}, Idempotency_Key="k").status_code == 201
    assert Message.objects.filter(text="Вот").count() == 1


def test_a_key_is_kept_for_a_day(cast: Cast, program: Programs) -> None:
    vera, path = program(cast.vera), f"/tickets/{cast.tickets['open'].pk}/messages"
    vera.post(path, {"text": "Вот"}, Idempotency_Key="k")
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=25))
    vera.post(path, {"text": "Вот"}, Idempotency_Key="k")
    assert Message.objects.filter(text="Вот").count() == 2
    assert KeptAnswer.objects.count() == 1


def test_an_upload_sent_again_is_one_upload(cast: Cast, program: Programs) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    vera = program(cast.vera)
    headers = {"Authorization": f"Bearer {vera.secret}", "Idempotency-Key": "u"}

    def send(data: bytes) -> Any:
        return vera.client.post(
            "/api/v1/attachments", {"file": SimpleUploadedFile("a.txt", data)}, headers=headers
        )

    assert send(b"one").json()["id"] == send(b"one").json()["id"]
    problem(send(b"two"), 422, "key_reused")


def test_a_failure_is_a_problem_too(cast: Cast, program: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("a mistake of ours")

    vera = program(cast.vera)
    monkeypatch.setattr("opora.api.tickets.visible_to", fail)
    body = problem(vera.get("/tickets"), 500, "failed")
    assert "mistake" not in json.dumps(body)


def test_a_busy_database_is_told_as_such(
    cast: Cast, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    vera = program(cast.vera)
    monkeypatch.setattr("opora.api.tickets.visible_to", fail)
    answer = vera.get("/tickets")
    problem(answer, 503, "busy")
    assert answer["Retry-After"] == "5"


def test_the_description_and_its_page(cast: Cast, client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    operations = [operation for methods in described["paths"].values() for operation in methods.values()]
    assert all({"401", "403", "422"} <= operation["responses"].keys() for operation in operations)
    page = client.get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert all(f'id="{operation["operationId"]}"' in text for operation in operations)
    assert all(path in text for path in described["paths"])
    assert "<script>" not in text
    assert "style=" not in text
    assert "//cdn" not in text
    shapes = described["components"]["schemas"]
    assert {"TicketShown", "Problem", "PersonNamed"} <= shapes.keys()
    assert "TicketFilter" not in shapes
    assert all(f'id="shape-{name}"' in text for name, shape in shapes.items() if "properties" in shape)


def test_nobody_else_is_made_by_looking(cast: Cast, program: Programs) -> None:
    before = Person.objects.count()
    program(cast.anna).post(
        "/tickets", {"subject": "x", "text": "x", "collaborators": [{"email": "who@posta.example"}]}
    )
    assert Person.objects.count() == before


def test_every_mistake_has_its_words() -> None:
    """No word waits for a value that its mistake does not bring."""
    from opora.api.protocol.wording import WORDS, in_words

    limits = {"min_length": 1, "max_length": 2, "ge": 1, "le": 2, "expected": "'a' or 'b'"}
    told = [in_words({"type": kind, "msg": "?", "ctx": limits}) for kind in WORDS]
    assert all(words.endswith(".") and "%" not in words for words in told)
    assert in_words({"type": "something new", "msg": "in other words"}) == "in other words"
