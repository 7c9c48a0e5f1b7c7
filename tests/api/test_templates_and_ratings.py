"""Mail templates and ratings through the API."""

from collections.abc import Callable
from typing import Any

from opora.desk.actions import change_department
from opora.events.models import Event
from opora.people.public import Actor
from opora.tickets.models import Status
from tests.cast import Cast

Programs = Callable[..., Any]
PLACE = "/templates/solved/ru"
WORDS = {"subject": "{{ subject }}", "html": "<p>Готово, {{ customer.name }}!</p>"}


def test_a_template_is_read_changed_and_put_back(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    assert len(adam.get("/templates").json()["items"]) == 15
    before = adam.get(PLACE).json()
    assert (before["is_changed"], "unsubscribe" in before["variables"]) == (False, True)
    assert adam.send("PUT", PLACE, WORDS).json()["is_changed"]
    assert adam.get(PLACE).json()["html"] == WORDS["html"]
    own = adam.send("PUT", f"{PLACE}?brand={cast.brand.pk}", {**WORDS, "html": "<p>own</p>"}).json()
    assert (own["brand"], own["html"]) == (cast.brand.pk, "<p>own</p>")
    assert len(adam.get("/templates").json()["items"]) == 16
    (version,) = adam.get(f"{PLACE}/versions").json()["items"]
    assert adam.send("DELETE", PLACE).status_code == 204
    assert adam.get(PLACE).json()["html"] == before["html"]
    assert adam.post(f"/template-versions/{version['id']}/restore").json()["html"] == WORDS["html"]


def test_a_preview_and_what_is_refused(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    made = adam.post(f"{PLACE}/preview", {**WORDS, "ticket": cast.tickets["solved"].pk}).json()
    assert made["text"] == "Готово, Анна Ковалёва!\n"
    wrong = adam.send("PUT", PLACE, {**WORDS, "html": "{{ customer.password }}"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "unknown_variable")
    assert adam.get("/templates/letter/ru").status_code == 422
    assert adam.get(f"{PLACE}?brand=999").status_code == 404
    for who in (cast.sofia, cast.vera, cast.anna):
        for method, path in (("GET", "/templates"), ("GET", PLACE), ("PUT", PLACE), ("DELETE", PLACE)):
            assert program(who).send(method, path, WORDS if method == "PUT" else None).status_code == 403


def test_a_customer_rates_and_staff_read_it(cast: Cast, program: Programs) -> None:
    number = cast.tickets[Status.SOLVED].pk
    anna, vera = program(cast.anna), program(cast.vera)
    given = anna.send("PUT", f"/tickets/{number}/rating", {"verdict": "bad", "comment": "Долго."})
    assert (given.status_code, given.json()["agent"]["name"]) == (200, "Вера Соколова")
    assert anna.send("PUT", f"/tickets/{number}/rating", {"verdict": "good"}).json()["verdict"] == "good"
    (seen,) = vera.get(f"/ratings?ticket={number}").json()["items"]
    assert (seen["verdict"], seen["person"]["email"]) == ("good", "anna@veter.example")
    assert vera.get("/ratings?verdict=bad").json()["items"] == []
    assert program(cast.petr).get("/ratings").json()["items"] == []
    assert vera.send("PUT", f"/tickets/{number}/rating", {"verdict": "good"}).status_code == 403
    assert program(cast.mia).send("PUT", f"/tickets/{number}/rating", {"verdict": "good"}).status_code == 404


def test_an_agent_asks_at_once(cast: Cast, program: Programs) -> None:
    number, vera = cast.tickets[Status.SOLVED].pk, program(cast.vera)
    assert vera.post(f"/tickets/{number}/ask-rating").json() == {"asked_at": None, "reason": "not_wanted"}
    change_department(actor=Actor.of(cast.adam), department=cast.first_line, asks_rating=True)
    assert vera.post(f"/tickets/{number}/ask-rating").json()["reason"] == ""
    assert Event.objects.filter(kind="feedback.asked", ticket=number).exists()
    assert program(cast.anna).post(f"/tickets/{number}/ask-rating").status_code == 403


def test_whether_somebody_wants_notices(cast: Cast, program: Programs) -> None:
    anna = program(cast.anna)
    assert anna.get(f"/people/{cast.anna.pk}").json()["wants_notices"] is True
    assert anna.patch(f"/people/{cast.anna.pk}", {"wants_notices": False}).json()["wants_notices"] is False
    assert (
        program(cast.vera).patch(f"/people/{cast.anna.pk}", {"wants_notices": True}).json()["wants_notices"]
    )
    assert program(cast.mia).patch(f"/people/{cast.anna.pk}", {"wants_notices": False}).status_code == 404


def test_an_agent_has_a_request_confirmed(cast: Cast, program: Programs) -> None:
    number = cast.tickets[Status.NEW].pk
    assert program(cast.anna).post(f"/tickets/{number}/confirm").status_code == 403
    assert program(cast.vera).post(f"/tickets/{number}/confirm").status_code == 204
    (row,) = program(cast.vera).get(f"/outgoing-mails?ticket={number}").json()["items"]
    assert row["purpose"] == "confirmation"
