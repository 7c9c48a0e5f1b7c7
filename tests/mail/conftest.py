"""A raw mail folder of each test's own, one language for all, and a DNS for those that want one."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from opora.mail import dns
from tests.servers.name_server import NameServer, Zone, answering


@pytest.fixture(autouse=True)
def mail_folder(settings: Any, tmp_path: Path) -> Path:
    """Raw mails of this test go here."""
    settings.MAIL_ROOT = str(tmp_path / "mail")
    return tmp_path / "mail"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words in these tests are English, whatever language a page spoke before."""
    with translation.override("en"):
        yield


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
