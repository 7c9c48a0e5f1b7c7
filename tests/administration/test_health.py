"""The health centre's pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opora.desk.actions.examine import examine
from opora.desk.health import checks
from opora.desk.health.checks import Finding
from opora.desk.models import HealthMute
from opora.people.public import Actor
from tests.cast import Cast

PAGE = "/administration/health/"
ILL = Finding(
    "hurts",
    True,
    "It hurts <b>a lot</b>.",
    detail="<script>alert(1)</script>",
    key="knee",
    advice="Rest.",
    place="administration:settings",
)


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What the only check finds; a test may change it."""
    found = [ILL, Finding("itches", False, "It itches.", place="nowhere:at_all", place_key=7)]
    monkeypatch.setattr(checks, "_CHECKS", {})
    checks.announce("patient", lambda: found, "The patient is well")
    checks.announce("other", list, "The other one is well")
    examine(actor=Actor.system())
    return found


def test_red_first_with_what_to_do(cast: Cast, client: Client, finds: list[Finding]) -> None:
    client.force_login(cast.adam)
    text = client.get(PAGE).content.decode()
    assert text.index("It hurts &lt;b&gt;") < text.index("It itches.")
    assert "Rest." in text
    assert "<script>alert" not in text
    assert 'href="/administration/settings/"' in text
    assert "The other one is well" in text
    assert "The patient is well" not in text
    assert '<span class="rail-count" data-tone="late">2</span>' in text


def test_a_supervisor_looks_and_changes_nothing(cast: Cast, client: Client, finds: list[Finding]) -> None:
    client.force_login(cast.sofia)
    text = client.get(PAGE).content.decode()
    assert "It hurts" in text
    assert "Mute…" not in text
    assert "Look again now" not in text


def test_looking_again_closes_what_is_well(cast: Cast, client: Client, finds: list[Finding]) -> None:
    finds.clear()
    client.force_login(cast.adam)
    text = client.post(f"{PAGE}look/", follow=True).content.decode()
    assert "All is well." in text
    past = client.get(f"{PAGE}past/").content.decode()
    assert "It hurts" in past
    assert client.get(f"{PAGE}past/?before=0").status_code == 200
    assert client.get(f"{PAGE}past/?before=nonsense").status_code == 200


def test_muting_and_hearing_again(cast: Cast, client: Client, finds: list[Finding]) -> None:
    client.force_login(cast.adam)
    mute = f"{PAGE}hurts/mute/"
    assert client.get(mute).status_code == 200
    assert client.post(mute, {"until": "yesterday", "reason": ""}).status_code == 422
    past = (timezone.localdate() - timedelta(days=2)).isoformat()
    assert "within a year" in client.post(mute, {"until": past, "reason": "x"}).content.decode()
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    text = client.post(mute, {"until": day, "reason": "Monday"}, follow=True).content.decode()
    assert "Muted until" in text
    assert '<span class="rail-count" data-tone="soon">1</span>' in text
    assert client.post(f"{PAGE}tickles/mute/", {"until": day, "reason": "x"}).status_code == 404
    client.post(mute, {"hear": "yes"})
    assert not HealthMute.objects.exists()


def test_the_fragment_and_the_workspace_s_mark(cast: Cast, client: Client, finds: list[Finding]) -> None:
    client.force_login(cast.sofia)
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="stack" id="health"')
    rail = client.get("/desk/rail/").content.decode()
    assert "/administration/health/" in rail
    client.force_login(cast.vera)
    assert "/administration/health/" not in client.get("/desk/rail/").content.decode()


def test_what_the_log_says(cast: Cast, client: Client, finds: list[Finding]) -> None:
    client.force_login(cast.adam)
    assert "noticed: It hurts" in client.get("/administration/audit/").content.decode()


def test_costs(cast: Cast, client: Client, finds: list[Finding], django_assert_max_num_queries: Any) -> None:
    client.force_login(cast.adam)
    client.get(PAGE)
    finds += [Finding("hurts", True, f"It hurts in {number}.", key=str(number)) for number in range(40)]
    examine(actor=Actor.system())
    with django_assert_max_num_queries(12):
        client.get(PAGE)
