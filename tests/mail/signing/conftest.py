"""The SMTP sink for those who sign."""

from tests.servers.conftest import sink

__all__ = ["sink"]
