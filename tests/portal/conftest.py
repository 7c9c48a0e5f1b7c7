"""A browser for the portal's tests, and a cache that remembers nothing of the test before."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def own_cache(settings: object) -> None:
    """Rate limits start from nothing; kept in memory, because the test's transaction is rolled back."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # type: ignore[attr-defined]
    cache.clear()
