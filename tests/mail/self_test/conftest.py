"""The SMTP sink for those who test themselves."""

from tests.servers.conftest import sink

__all__ = ["sink"]
