"""The demo's post office runs in the worker, in demo mode only."""

import dataclasses
import smtplib
import socket
import threading
import time

import pytest
from django.apps import apps
from django.conf import LazySettings

from opora.conf import services
from opora.demo import outbox
from opora.demo.models import Folder, Letter


def test_it_is_announced_in_demo_mode_only(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setattr(services, "_SERVICES", {})
    settings.DEMO = False
    apps.get_app_config("demo").ready()
    assert services.announced() == []
    settings.DEMO = True
    apps.get_app_config("demo").ready()
    assert [service.name for service in services.announced()] == ["demo post office"]


@pytest.mark.django_db(transaction=True)
def test_what_the_desk_sends_lies_in_the_customers_mailbox(settings: LazySettings) -> None:
    port = _free_port()
    settings.ENV = dataclasses.replace(settings.ENV, smtp_door=f"127.0.0.1:{port - 1}")
    stop = threading.Event()
    service = threading.Thread(target=outbox.run, args=(stop,))
    service.start()
    try:
        _send(port)
    finally:
        stop.set()
        service.join(20)
    assert not service.is_alive()
    letters = Letter.objects.filter(folder=Folder.INBOX, is_read=False)
    assert sorted(letters.values_list("owner", "subject")) == [
        ("anna@x.example", "Hi"),
        ("jan@x.example", "Hi"),
    ]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _send(port: int) -> None:
    """Tries until the service listens."""
    for _attempt in range(100):
        try:
            with smtplib.SMTP("127.0.0.1", port) as connection:
                mail = "Subject: Hi\r\nFrom: help@severka.example\r\n\r\nHello"
                connection.sendmail("help@severka.example", ["Anna@X.example", "jan@x.example"], mail)
            return
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("The post office never opened.")
