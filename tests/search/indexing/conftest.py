"""An empty index: the engine's own table is none of Django's, which empties only those between committing tests."""

import pytest
from django.db import connection

from opora.search.engines.choice import engine


@pytest.fixture(autouse=True)
def empty_engine(db: None) -> None:
    if connection.vendor == "mysql":
        engine().clear()
