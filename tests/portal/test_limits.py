"""How often one may do something, in the cache that is really used."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import RequestFactory

from opora.portal import limits


@pytest.fixture(params=["db.DatabaseCache", "locmem.LocMemCache"])
def each_cache(db: None, settings: object, request: pytest.FixtureRequest) -> None:
    backend = {"BACKEND": f"django.core.cache.backends.{request.param}", "LOCATION": "conf_cache"}
    settings.CACHES = {"default": backend}  # type: ignore[attr-defined]
    if "Database" in request.param:
        call_command("createcachetable")


@pytest.mark.usefixtures("each_cache")
def test_an_hour_is_an_hour() -> None:
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False) as clock:
        assert [limits.spend("x", "anna", 2) for _ in range(3)] == [True, True, False]
        assert limits.spend("x", "mia", 2)
        assert limits.spend("y", "anna", 2)
        clock.shift(timedelta(minutes=59))
        assert not limits.spend("x", "anna", 2)
        clock.shift(timedelta(minutes=2))
        assert limits.spend("x", "anna", 2)


def test_whose_computer_it_is() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert limits.computer(request) == "203.0.113.9"
    assert limits.computer(RequestFactory().get("/", REMOTE_ADDR="")) == "unknown"
