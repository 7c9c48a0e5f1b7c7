"""The block list by API, blocking a held mail's sender, and what is no request."""

from collections.abc import Callable

from opora.mail.models import BlockRule
from opora.mail.public import receive, take_in
from opora.people.models import Person
from tests.api.conftest import Program
from tests.cast import Cast
from tests.mail.letters import letter


def test_rules_come_and_go(cast: Cast, program: Callable[[Person], Program]) -> None:
    vera, sofia = program(cast.vera), program(cast.sofia)
    made = vera.post("/block-rules", {"value": "Eve@Evil.example", "note": "pills"})
    assert made.status_code == 201
    assert {key: made.json()[key] for key in ("sort", "value", "action", "added_by", "hits")} == {
        "sort": "sender", "value": "eve@evil.example", "action": "aside", "added_by": cast.vera.pk, "hits": 0,
    }  # fmt: skip
    assert vera.post("/block-rules", {"sort": "domain", "value": "evil.example"}).status_code == 403
    assert sofia.post("/block-rules", {"sort": "domain", "value": "evil.example"}).status_code == 201
    assert [row["value"] for row in vera.pages("/block-rules", 1)] == ["eve@evil.example", "evil.example"]
    refused = vera.post("/block-rules", {"value": "vera@severka.example"})
    assert (refused.status_code, refused.json()["code"]) == (422, "own")
    assert program(cast.egor).delete(f"/block-rules/{made.json()['id']}").status_code == 403
    assert vera.delete(f"/block-rules/{made.json()['id']}").status_code == 204
    assert program(cast.anna).get("/block-rules").status_code == 403


def test_a_held_mails_sender_is_blocked(
    cast: Cast, program: Callable[[Person], Program], settings: object, tmp_path: object
) -> None:
    settings.MAIL_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    mail = letter("news@shop.example", List_Id="<news.shop.example>")
    row = take_in(receive(mail.as_bytes(), source="pipe", mailbox=cast.mailbox))
    vera = program(cast.vera)
    assert [
        one["id"] for one in vera.pages("/incoming-mails?reason=list&from_email=News@shop.example", 5)
    ] == [row.pk]
    assert vera.pages("/incoming-mails?reason=spam", 5) == []
    done = vera.post(f"/incoming-mails/{row.pk}/decision", {"decision": "block"})
    assert (done.status_code, done.json()["state"], BlockRule.objects.get().value) == (
        200, "ignored", "news@shop.example",
    )  # fmt: skip


def test_a_ticket_is_no_request(cast: Cast, program: Callable[[Person], Program]) -> None:
    vera, number = program(cast.vera), cast.tickets["new"].pk
    said = vera.post(f"/tickets/{number}/not-a-request")
    assert said.status_code == 200
    assert said.json()["ticket"]["not_request_at"]
    assert number not in [one["number"] for one in vera.pages("/tickets", 5)]
    for query in ("view=not_request", "not_request=only"):
        assert [one["number"] for one in vera.pages(f"/tickets?{query}", 5)] == [number]
    assert len(vera.pages("/tickets?not_request=any", 5)) == len(cast.tickets)
    back = vera.post(f"/tickets/{number}/undo", {"act": said.json()["act"]})
    assert back.json()["ticket"]["not_request_at"] is None
    vera.post(f"/tickets/{number}/not-a-request")
    again = vera.post(f"/tickets/{number}/a-request-after-all")
    assert (again.json()["ticket"]["status"], again.json()["ticket"]["not_request_at"]) == ("new", None)
