"""The API keeps the promises of its own description, whatever is sent: schemathesis tries each address."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from opora.api.application import api
from opora.conf.wsgi import application
from opora.people.actions import create_token
from opora.people.public import Actor
from tests.cast import Cast
from tests.structure.source import ROOT

PATIENT = os.environ.get("OPORA_TEST_REQUIRE", "").lower() in {"yes", "true", "1", "on"}


def _description() -> Any:
    """The description. Where everything is required (CI), every edge of every value is tried; else some."""
    config = SchemathesisConfig.from_path(ROOT / "schemathesis.toml")
    config.projects.default.phases.coverage.enabled = PATIENT
    found = schemathesis.openapi.from_dict(api.described, config=config)
    found.app = application
    return found


schema = _description()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay in the test's transaction, as with Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(one_connection: None, cast: Cast) -> str:
    """An administrator's token; not the first one, which gets revoked."""
    create_token(actor=Actor.system(), person=cast.mia)
    return create_token(actor=Actor.system(), person=cast.adam)[1]


@schema.parametrize()
@settings(
    max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_every_address_keeps_its_promises(case: Any, secret: str) -> None:
    # Uncompressed: the tester does not unpack what it asked to be packed.
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"})
