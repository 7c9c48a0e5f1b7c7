"""The job queue over both of its stores, each in a process of its own as the worker is."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import needs

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
# Enqueues two jobs, one of which fails, runs the consumer until the other was done, and asks it to stop.
PROGRAM = """
import threading
from opora.cli.boot import setup
setup()
from opora.conf import jobs

done = threading.Event()

@jobs.jobs.task()
def good(word):
    print(word, flush=True)
    done.set()

@jobs.jobs.task()
def bad():
    raise OSError("away")

bad()
good("done")
stop = threading.Event()
consumer = threading.Thread(target=jobs.run, args=(stop,))
consumer.start()
assert done.wait(30), "the job was not done"
stop.set()
consumer.join(30)
assert not consumer.is_alive(), "the consumer did not stop"
"""


def run(data: Path, **more: str) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
    environ |= {"OPORA_DATA": str(data), "PYTHONPATH": str(ROOT), **more}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environ, capture_output=True, text=True, timeout=90, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """Address of a Redis of this test's own."""
    program = shutil.which("redis-server")
    needs("Redis", present=program is not None, install="apt install redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(program), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("Redis did not start")


def test_jobs_run_from_a_file(tmp_path: Path) -> None:
    assert run(tmp_path) == "done\n"
    assert (tmp_path / "jobs.sqlite3").exists()


def test_jobs_run_from_redis(tmp_path: Path, redis: str) -> None:
    assert run(tmp_path, OPORA_REDIS_URL=redis) == "done\n"
    assert not (tmp_path / "jobs.sqlite3").exists()
