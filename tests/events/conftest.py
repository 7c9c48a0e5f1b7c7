"""The log by itself: the readers of the other rooms stay out."""

from collections.abc import Iterator

import pytest

from opora.events import readers


@pytest.fixture(autouse=True)
def no_other_readers() -> Iterator[None]:
    kept = dict(readers._READERS)
    readers._READERS.clear()
    yield
    readers._READERS.update(kept)
