"""Search through the API."""

from collections.abc import Callable
from typing import Any

from opora.events.public import catch_up
from tests.cast import Cast
from tests.search.library import stock

Programs = Callable[..., Any]


def test_what_was_found_and_where(cast: Cast, program: Programs) -> None:
    library = stock(cast)
    shown = program(cast.vera).get("/search?q=возвраты деньги").json()
    assert [row["ticket"]["number"] for row in shown["items"]] == [library.tickets["refund"].pk]
    assert (shown["count"], shown["is_more"], shown["next"]) == (1, False, None)
    match = shown["items"][0]["match"]
    assert [piece["text"] for piece in match["pieces"] if piece["is_hit"]] == ["Деньги"]
    assert not match["is_note"]
    note = program(cast.vera).get("/search?q=бухгалтерию").json()["items"][0]["match"]
    assert note["is_note"]
    assert program(cast.anna).get("/search?q=бухгалтерия").json()["items"] == []


def test_pages_of_a_search(cast: Cast, program: Programs) -> None:
    stock(cast)
    vera, numbers, cursor = program(cast.vera), [], ""
    for order in ("best", "created", "latest"):
        for _page in range(20):
            shown = vera.get(
                f"/search?q=faktura OR заказ&limit=2&order={order}&cursor={cursor}".removesuffix("&cursor=")
            ).json()
            numbers += [row["ticket"]["number"] for row in shown["items"]]
            cursor = shown["next"] or ""
            if not cursor:
                break
        assert len(numbers) == len(set(numbers)) > 5
        numbers = []


def test_lists_are_narrowed_by_a_search(cast: Cast, program: Programs) -> None:
    library = stock(cast)
    vera = program(cast.vera)
    invoices = [library.tickets[name].pk for name in ("invoice", "orders")]
    assert [row["number"] for row in vera.get("/tickets?q=faktura").json()["items"]] == invoices
    assert [
        row["number"] for row in vera.get("/tickets?q=faktura&priority=urgent").json()["items"]
    ] == invoices[1:]
    assert [row["number"] for row in vera.get("/tickets?q=faktura&order=number").json()["items"]] == invoices[
        ::-1
    ]
    first = vera.get("/tickets?q=faktura&limit=1").json()
    rest = vera.get(f"/tickets?q=faktura&limit=1&cursor={first['next']}").json()
    assert [row["number"] for row in first["items"] + rest["items"]] == invoices


def test_what_cannot_be_understood_is_pointed_at(cast: Cast, program: Programs) -> None:
    answer = program(cast.vera).get("/search?q=заказ frm:anna", headers={"Accept-Language": "cs"})
    problem = answer.json()
    assert (answer.status_code, problem["field"], problem["start"]) == (422, "q", 6)
    assert problem["suggestion"] == "заказ from:anna"
    assert program(cast.anna).get("/tickets?q=tag:vip").json()["code"] == "staff_only"


def test_a_mistyped_word_is_suggested_only_to_who_may_see_it(cast: Cast, program: Programs) -> None:
    stock(cast)
    catch_up("search")
    assert program(cast.vera).get("/search?q=прнтер").json()["suggestions"] == ["принтер"]
    assert program(cast.vera).get("/search?q=ghbynth").json()["suggestions"] == ["принтер"]
    assert program(cast.lucie).get("/search?q=прнтер").json()["suggestions"] == []
