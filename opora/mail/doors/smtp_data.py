"""Reading a mail as SMTP sends it: until a line with nothing but a dot, between CRLFs and nothing else (RFC 5321).

“LF . LF” and whatever else some servers take for an end are part of the mail: where two servers disagree about the end,
one mail can be made to look like two with a forged sender.
"""

import asyncio
import time
from collections.abc import Callable

END = b".\r\n"
PATIENCE, LEAST_RATE = 600.0, 512  # after ten minutes, so many bytes a second on average are wanted


class TooMuch(Exception):
    """Larger than announced as the limit; the mail was read to its end."""


class NoRoom(Exception):
    """Too much mail at once to hold it all; this one was read to its end."""


class GivenUp(Exception):
    """It comes too slowly, or does not end: there is nothing more to talk about."""


async def read_mail(reader: asyncio.StreamReader, limit: int, heard: Callable[[int], bool]) -> bytes:
    """The mail's bytes, without the dots that SMTP adds. `heard` is told how many bytes came, says whether there is
    room for them. Raises TooMuch, NoRoom, GivenUp; asyncio's own errors when the connection breaks."""
    body, total, dropped, began = bytearray(), 0, False, time.monotonic()
    turns = 0
    while True:
        part = await _part(reader)
        total += len(part)
        body += part
        dropped = dropped or total > limit or not heard(len(part))
        if body == END or body.endswith(b"\r\n" + END):
            break
        if dropped:  # only what may begin the end
            del body[:-5]
        seconds = time.monotonic() - began
        if total > 2 * limit + 1_000_000 or (seconds > PATIENCE and total < seconds * LEAST_RATE):
            raise GivenUp
        turns += 1
        if turns % 500 == 0:  # what is in the buffer is had without waiting: others want a turn
            await asyncio.sleep(0)
    if dropped:
        raise TooMuch if total > limit else NoRoom
    del body[-len(END) :]
    if body.startswith(b"."):
        del body[:1]
    return bytes(body.replace(b"\r\n.", b"\r\n"))


async def _part(reader: asyncio.StreamReader) -> bytes:
    """Up to where an end may be, or what is there so far."""
    try:
        return await reader.readuntil(END)
    except asyncio.LimitOverrunError as error:
        return await reader.read(error.consumed)
