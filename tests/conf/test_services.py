"""Services of the worker: kept running, ended when asked."""

import threading

import pytest

from opora.conf import services
from opora.conf.services import Service

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FIRST_REST", 0.01)


def test_a_service_that_fails_starts_again() -> None:
    stop, healthy = threading.Event(), threading.Event()
    runs: list[int] = []

    def run(stop: threading.Event) -> None:
        runs.append(len(runs))
        if len(runs) < 4:
            raise OSError("the mail server is away")
        healthy.set()
        stop.wait()

    threads = services.start([Service("door", run)], stop)
    assert healthy.wait(30)
    stop.set()
    threads[0].join(30)
    assert not threads[0].is_alive()
    assert runs == [0, 1, 2, 3]


def test_a_service_that_returns_early_starts_again() -> None:
    stop = threading.Event()
    runs: list[int] = []

    def run(stop: threading.Event) -> None:
        runs.append(len(runs))
        if len(runs) == 3:
            stop.set()

    services.keep(Service("short", run), stop)
    assert runs == [0, 1, 2]


def test_one_that_fails_does_not_touch_the_others() -> None:
    stop, first, second = threading.Event(), threading.Event(), threading.Event()

    def broken(stop: threading.Event) -> None:
        first.set()
        raise ValueError("broken")

    def sound(stop: threading.Event) -> None:
        first.wait()
        second.set()
        stop.wait()

    threads = services.start([Service("broken", broken), Service("sound", sound)], stop)
    assert second.wait(30)
    stop.set()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
