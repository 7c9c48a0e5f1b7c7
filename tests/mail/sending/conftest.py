"""The SMTP sink for those who send."""

from tests.servers.conftest import sink

__all__ = ["sink"]
