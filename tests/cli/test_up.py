"""`opora up` as somebody at a terminal has it: starts everything, survives a death, stops at Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
Up = Callable[..., "Running"]
DEADLINE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(true: Callable[[], bool], what: str) -> None:
    """Waits for something that must come; fails, saying what did not, after a minute."""
    ends = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < ends, f"never: {what}"
        time.sleep(0.05)


class Running:
    """An `opora up` under way."""

    def __init__(self, data: Path, port: int, *words: str) -> None:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
        environ |= {
            "OPORA_DATA": str(data),
            "OPORA_SMTP_DOOR": "off",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, "-P", "-m", "opora", "up", "--port", str(port), *words]
        self.port = port
        self.said = (data / "said").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(command, env=environ, stdout=self.said, stderr=subprocess.STDOUT)

    def output(self) -> str:
        self.said.flush()
        return Path(self.said.name).read_text("utf-8")

    def answers(self, path: str = "/health/ready") -> bool:
        return self.status(path) == 200

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def children(self) -> list[int]:
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(word) for word in listed.stdout.split()]

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """Starts `opora up` with a new data folder; whatever still runs in the end is stopped."""
    started: list[Running] = []

    def start(*words: str, port: int = 0) -> Running:
        running = Running(tmp_path, port or free_port(), *words)
        started.append(running)
        return running

    yield start
    for running in started:
        if running.process.poll() is None:
            running.stop(signal.SIGTERM)
        running.said.close()


def test_starts_and_stops_and_starts_again(up: Up, tmp_path: Path) -> None:
    first = up()
    eventually(first.answers, "the desk answers")
    assert first.status("/live") == 401
    assert f"http://127.0.0.1:{first.port}" in first.output()
    children = first.children()
    assert len(children) == 2
    assert first.stop() == 0
    assert first.status("/health/live") == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
    prepared = (tmp_path / "prepared.json").stat().st_mtime_ns
    second = up()
    eventually(second.answers, "the desk answers again")
    assert (tmp_path / "prepared.json").stat().st_mtime_ns == prepared


def test_a_killed_process_comes_back(up: Up) -> None:
    running = up()
    eventually(running.answers, "the desk answers")
    before = running.children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: len(set(running.children()) - set(before)) == 2, "both come back")
    eventually(running.answers, "the desk answers again")


def test_nothing_outlives_a_killed_parent(up: Up) -> None:
    running = up()
    eventually(running.answers, "the desk answers")
    children = running.children()
    running.process.kill()
    running.process.wait(10)
    eventually(lambda: not any(_alive(pid) for pid in children), "the children end too")


def test_a_taken_port_is_said_at_once(up: Up) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        running = up(port=taken.getsockname()[1])
        assert running.process.wait(30) == 1
    assert re.search(r"Cannot listen on 127\.0\.0\.1:\d+.*--port", running.output())


def test_stops_while_a_stream_is_open(up: Up) -> None:
    """An open connection must not hold the desk back."""
    running = up()
    eventually(running.answers, "the desk answers")
    with socket.create_connection(("127.0.0.1", running.port)) as idle:
        idle.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(100).startswith(b"HTTP/1.1 200")
        assert running.stop(signal.SIGTERM) == 0


def _alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False
