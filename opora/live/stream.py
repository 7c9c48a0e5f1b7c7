"""One open stream of server-sent events: `GET /live`."""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings

from opora.live.hub import Hub, Stream
from opora.live.opening import Opening, reopen
from opora.live.opening import open as open_stream
from opora.live.pages import refuse

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEARTBEAT = 15.0
# A page comes back by itself; by then the session may have ended.
LIFETIME = 1800.0
COME_BACK = 2000  # milliseconds until a page whose stream broke tries again
# Changes of one moment travel as one message.
GATHER = 0.05
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
in_thread = sync_to_async(thread_sensitive=False)


async def answer(hub: Hub, scope: Message, receive: Receive, send: Send) -> None:
    """Tells a signed-in member of staff what changes, until the page goes away. Others: 401 or 403."""
    if scope["method"] != "GET":
        await refuse(send, 405)
        return
    if hub.full or hub.closing:
        await refuse(send, 503, (b"retry-after", b"30"))
        return
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    session = _session_key(headers.get(b"cookie", ""))
    opening = await in_thread(open_stream)(session, headers.get(b"last-event-id", ""))
    if isinstance(opening, int):
        await refuse(send, opening)
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await _run(hub, opening, session, receive, send)


async def _run(hub: Hub, opening: Opening, session: str, receive: Receive, send: Send) -> None:
    stream = opening.stream
    gone = asyncio.create_task(_until_gone(receive, stream))
    hub.add(stream)
    try:
        await _write(send, _greeting(opening))
        ends = asyncio.get_running_loop().time() + LIFETIME
        while not gone.done() and not hub.closing and asyncio.get_running_loop().time() < ends:
            text = await _next(stream)
            if stream.stale:
                may_stay = await in_thread(reopen)(stream, session)
                if not may_stay:
                    break
                text = reload(stream)
            await _write(send, text)
    finally:
        hub.remove(stream)
        gone.cancel()
    if not gone.done():
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _next(stream: Stream) -> str:
    """The next thing to say: a message, or a heartbeat when nothing happened for a while."""
    try:
        await asyncio.wait_for(stream.woken.wait(), HEARTBEAT)
    except TimeoutError:
        return ": still here\n\n"
    await asyncio.sleep(GATHER)
    stream.woken.clear()
    return message(stream)


def message(stream: Stream) -> str:
    """What the stream has not been told yet, as one event; empty when that is nothing."""
    if not stream.changed and not stream.stirred:
        return ""
    data = json.dumps({"tickets": sorted(stream.changed), "new": sorted(stream.new)}, separators=(",", ":"))
    stream.changed.clear()
    stream.new.clear()
    stream.stirred = False
    return f"id: {stream.position}\nevent: changed\ndata: {data}\n\n"


def reload(stream: Stream) -> str:
    """Tells the page to look at everything again: it was away too long, or may see other tickets now."""
    stream.changed.clear()
    stream.new.clear()
    return f"id: {stream.position}\nevent: reload\ndata: {{}}\n\n"


def _greeting(opening: Opening) -> str:
    """The first lines: the position from which to resume, how soon to come back, what was missed."""
    if opening.too_old:
        return f"retry: {COME_BACK}\n" + reload(opening.stream)
    position = opening.stream.position
    return f"retry: {COME_BACK}\nid: {position}\nevent: open\ndata: {{}}\n\n" + message(opening.stream)


async def _until_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.woken.set()


async def _write(send: Send, text: str) -> None:
    if text:
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


def _session_key(cookies: str) -> str:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
