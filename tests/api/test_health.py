"""The desk's health through the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from opora.desk.actions import mute_health
from opora.desk.actions.examine import examine
from opora.desk.health import checks
from opora.desk.health.checks import Finding
from opora.events.public import clock
from opora.people.public import Actor
from tests.cast import Cast

Programs = Callable[..., Any]


def test_health(cast: Cast, program: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Finding("hurts", True, "It hurts.", key="knee"), Finding("itches", False, "It itches.")]
    monkeypatch.setattr(checks, "_CHECKS", {})
    checks.announce("patient", lambda: found)
    assert program(cast.sofia).get("/health").json() == {"state": "well", "examined_at": None, "cards": []}
    examine(actor=Actor.system())
    answer = program(cast.sofia).get("/health").json()
    assert (answer["state"], [card["key"] for card in answer["cards"]]) == ("red", ["knee", ""])
    until = clock.now() + timedelta(days=1)
    mute_health(actor=Actor.of(cast.adam), code="hurts", until=until, reason="known")
    answer = program(cast.adam).get("/health").json()
    assert answer["state"] == "yellow"
    assert answer["cards"][0]["muted_because"] == "known"
    for person in (cast.vera, cast.anna):
        assert program(person).get("/health").status_code == 403
