"""Saved searches by API."""

from collections.abc import Callable

from opora.people.models import Person
from tests.api.conftest import Program
from tests.cast import Cast


def test_searches_come_change_and_go(cast: Cast, program: Callable[[Person], Program]) -> None:
    vera, sofia = program(cast.vera), program(cast.sofia)
    made = vera.post("/saved-searches", {"name": "Nobody's", "query": "is:unassigned created:>7d"})
    assert made.status_code == 201
    key = made.json()["id"]
    assert made.json() == {
        "id": key, "owner": cast.vera.pk, "name": "Nobody's", "query": "is:unassigned created:>7d",
        "order": "best", "is_shared": False, "place": 0,
    }  # fmt: skip
    changed = vera.patch(f"/saved-searches/{key}", {"name": "Old", "order": "oldest", "place": 4})
    assert (changed.status_code, changed.json()["name"], changed.json()["order"], changed.json()["place"]) == (
        200, "Old", "oldest", 4,
    )  # fmt: skip
    assert changed.json()["query"] == "is:unassigned created:>7d"
    shared = sofia.post("/saved-searches", {"name": "All", "query": "is:open", "is_shared": True}).json()
    assert [row["name"] for row in vera.pages("/saved-searches", 1)] == ["Old", "All"]
    assert [row["name"] for row in program(cast.egor).pages("/saved-searches", 1)] == ["All"]
    assert vera.delete(f"/saved-searches/{shared['id']}").status_code == 403
    assert program(cast.egor).delete(f"/saved-searches/{key}").status_code == 404
    assert vera.delete(f"/saved-searches/{key}").status_code == 204
    assert sofia.delete(f"/saved-searches/{shared['id']}").status_code == 204
    assert vera.pages("/saved-searches", 5) == []


def test_what_cannot_be_is_refused(cast: Cast, program: Callable[[Person], Program]) -> None:
    vera = program(cast.vera)
    assert vera.post("/saved-searches", {"name": "A", "query": "x", "is_shared": True}).status_code == 403
    unclear = vera.post("/saved-searches", {"name": "A", "query": "status:eaten"})
    assert (unclear.status_code, vera.pages("/saved-searches", 5)) == (422, [])
    vera.post("/saved-searches", {"name": "A", "query": "x"})
    taken = vera.post("/saved-searches", {"name": "A", "query": "y"})
    assert (taken.status_code, taken.json()["code"]) == (422, "taken")
    assert program(cast.anna).get("/saved-searches").status_code == 403
    key = vera.pages("/saved-searches", 5)[0]["id"]
    both = vera.patch(f"/saved-searches/{key}", {"name": "B", "is_shared": True})
    assert (both.status_code, vera.pages("/saved-searches", 5)[0]["name"]) == (403, "A")
