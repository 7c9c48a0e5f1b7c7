"""A DNS of each test's own."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from opora.mail import dns
from tests.servers.name_server import NameServer, Zone, answering


@pytest.fixture
def zone(settings: Any) -> Iterator[Callable[[Zone], NameServer]]:
    """Starts a DNS server with the zone given, which Opora then asks."""
    dns.forget()
    with ExitStack() as stack:

        def start(names: Zone) -> NameServer:
            server = stack.enter_context(answering(names))
            settings.ENV = dataclasses.replace(settings.ENV, dns_servers=server.address)
            return server

        yield start
    dns.forget()
