"""Answers that did not arrive, through the API."""

from collections.abc import Callable
from typing import Any

import pytest

from opora.mail.models import OutgoingMail
from tests.cast import Cast
from tests.workspace.test_undelivered import HOME, WORK, lost

__all__ = ["lost"]
Programs = Callable[..., Any]


def test_what_an_agent_may_do(cast: Cast, program: Programs, lost: OutgoingMail) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    (listed,) = vera.get("/tickets?view=undelivered").json()["items"]
    assert (listed["number"], listed["has_undelivered"]) == (number, True)
    (mail,) = vera.get("/outgoing-mails?state=bounced").json()["items"]
    assert (mail["id"], mail["reason"], mail["settled_at"]) == (lost.pk, "recipient_refused", None)
    identities = {row["value"]: row for row in vera.get(f"/people/{cast.anna.pk}").json()["identities"]}
    assert identities[WORK]["undeliverable_reason"] == "recipient_refused"
    wrong = vera.post(f"/outgoing-mails/{lost.pk}/send-to", {"address": "mia@letters.example"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "not_theirs")
    fresh = vera.post(f"/outgoing-mails/{lost.pk}/send-to", {"address": HOME}).json()
    assert (fresh["address"], fresh["state"], fresh["mail_id"]) == (HOME, "queued", lost.mail_id)
    assert vera.get("/tickets?view=undelivered").json()["items"] == []
    works = f"/people/{cast.anna.pk}/identities/{identities[WORK]['id']}"
    changed = vera.patch(works, {"undeliverable": False}).json()
    assert all(row["undeliverable_at"] is None for row in changed["identities"])
    primary = vera.patch(f"/people/{cast.anna.pk}/identities/{identities[HOME]['id']}", {"is_primary": True})
    assert primary.json()["email"] == HOME
    assert (
        program(cast.anna).get(f"/people/{cast.anna.pk}").json()["identities"][0]["undeliverable_at"] is None
    )


@pytest.mark.parametrize("way", ["correct", "leave"])
def test_other_ways(cast: Cast, program: Programs, lost: OutgoingMail, way: str) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    if way == "correct":
        fresh = vera.post(
            f"/outgoing-mails/{lost.pk}/correct-address", {"address": "anna@vetr.example"}
        ).json()
        assert fresh["address"] == "anna@vetr.example"
    else:
        path = f"/tickets/{number}/messages/{lost.message_id}/leave-undelivered"
        assert program(cast.petr).post(path).status_code == 404
        assert vera.post(path).status_code == 204
        assert vera.post(path).status_code == 204
    assert vera.get(f"/tickets/{number}").json()["has_undelivered"] is False


def test_a_reply_that_leaves_later_can_be_taken_back(cast: Cast, program: Programs) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    body = {"text": "Проверили", "then": "solved", "leaves_in": 60}
    posted = vera.post(f"/tickets/{number}/messages", body).json()
    assert posted["leaves_at"] > posted["at"]
    anna = program(cast.anna)
    assert posted["id"] not in [row["id"] for row in anna.get(f"/tickets/{number}/messages").json()["items"]]
    assert anna.get(f"/tickets/{number}").json()["snippet"] == ""
    path = f"/tickets/{number}/messages/{posted['id']}/take-back"
    assert program(cast.egor).post(path).status_code == 403
    draft = vera.post(path).json()
    assert (draft["text"], draft["status"], draft["author"]) == ("Проверили", "solved", cast.vera.pk)
    assert vera.post(path).status_code == 404
    assert vera.get(f"/tickets/{number}").json()["status"] == "open"
    late = vera.post(f"/tickets/{number}/messages", {"text": "Да"}).json()
    assert late["leaves_at"] is None
    refused = vera.post(f"/tickets/{number}/messages/{late['id']}/take-back")
    assert (refused.status_code, refused.json()["code"]) == (409, "left")
    assert vera.post(f"/tickets/{number}/messages", body | {"leaves_in": 500}).status_code == 422
