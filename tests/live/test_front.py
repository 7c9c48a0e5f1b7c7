"""What the front hands to whom: pages that wait for other people's servers hold up only each other."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from opora.live.front import WAITING_THREADS, Front

pytestmark = pytest.mark.once
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def test_slow_pictures_hold_up_no_page() -> None:
    gate, begun = threading.Event(), threading.Semaphore(0)

    def slow(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        begun.release()
        assert gate.wait(60)
        start_response("200 OK", [])
        return [b"picture"]

    def quick(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    async def ask(front: Front, path: str) -> bytes:
        said: list[bytes] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            said.append(message.get("body", b""))

        facts = {"method": "GET", "query_string": b"", "http_version": "1.1", "headers": []}
        await front({"type": "http", "path": path, **facts}, receive, send)
        return b"".join(said)

    async def play() -> None:
        front = Front()
        front.waiting.application, front.pages.application = slow, quick
        pictures = [
            asyncio.ensure_future(ask(front, f"/desk/pictures/1/{n}/x/")) for n in range(3 * WAITING_THREADS)
        ]
        for _thread in range(WAITING_THREADS):
            await asyncio.to_thread(begun.acquire)
        # Every thread for pictures is held, more wait; pages go on.
        assert [await ask(front, f"/desk/{n}") for n in range(20)] == [
            f"/desk/{n}".encode() for n in range(20)
        ]
        assert not any(one.done() for one in pictures)
        gate.set()
        assert await asyncio.gather(*pictures) == [b"picture"] * len(pictures)
        front.pages.close()
        front.waiting.close()

    asyncio.run(play())
