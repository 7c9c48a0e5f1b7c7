"""The ASGI application in front of everything: live streams natively, everything else by Django in threads."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from opora.live.hub import Hub
from opora.live.pages import Pages
from opora.live.stream import answer

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
# Each thread keeps a database connection; pages are short, and eight threads saturate two cores.
THREADS = 8
# Pages that wait for servers of others (settings.WAITING_PATHS) have some of their own, and wait for each other only.
WAITING_THREADS = 4


class Front:
    """Answers `/live` itself and hands the rest to Django's WSGI application."""

    def __init__(self) -> None:
        from django.conf import settings

        from opora.conf.wsgi import application

        self.hub = Hub()
        self.pages = Pages(application, THREADS)
        self.waiting = Pages(application, WAITING_THREADS)
        self.waiting_paths = tuple(settings.WAITING_PATHS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] == "/live":
            await answer(self.hub, scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(self.waiting_paths):
            await self.waiting(scope, receive, send)
        else:
            await self.pages(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self.hub.open(asyncio.get_running_loop())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.hub.close()
        self.pages.close()
        self.waiting.close()
        await send({"type": "lifespan.shutdown.complete"})
