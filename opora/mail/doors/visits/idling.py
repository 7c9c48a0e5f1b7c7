"""Waiting until an IMAP server tells of something (IDLE, RFC 2177)."""

import contextlib
import imaplib
import select
import threading
import time
from typing import Any

from imap_tools import BaseMailBox

from opora.mail.doors.imap import can

imaplib.Commands.setdefault("IDLE", ("NONAUTH", "AUTH", "SELECTED"))


def can_idle(box: BaseMailBox) -> bool:
    """Whether the server tells of new mail by itself."""
    return can(box, "IDLE")


def forget_what_was_told(box: BaseMailBox) -> None:
    """From here on `was_told` knows about mails that came after this moment."""
    box.client.untagged_responses.clear()


def was_told(box: BaseMailBox) -> bool:
    """Whether the server has told, with whatever answer, that the folder has changed its size."""
    return bool(box.client.untagged_responses.get("EXISTS"))


def wait_for_more(box: BaseMailBox, stop: threading.Event, seconds: float) -> None:
    """Until something happens in the folder, the time is over, or `stop`; any word of the server is a reason to look.

    Nothing is read here while it waits: a line of which half has come would be lost, and one that waits in a buffer
    would not be seen.
    """
    if was_told(box):
        return
    tag = _begin(box.client)
    end = time.monotonic() + seconds
    while not was_told(box) and not stop.is_set() and time.monotonic() < end:
        if _has_spoken(box.client, 1.0):
            break
    box.client.send(b"DONE\r\n")
    box.consume_until_tagged_response(tag)


def _begin(client: Any) -> bytes:
    tag: bytes = client._command("IDLE")
    while client._get_response():  # None: “+ idling”
        if client.tagged_commands[tag]:
            raise imaplib.IMAP4.error(client.tagged_commands.pop(tag)[1][0])
    return tag


def _has_spoken(client: Any, seconds: float) -> bool:
    """Whether something can be read, also what came together with an earlier answer; or the line is dead."""
    if _waits_in_buffer(client):
        return True
    poller = select.poll()
    poller.register(client.sock.fileno(), select.POLLIN)
    return bool(poller.poll(seconds * 1000))


def _waits_in_buffer(client: Any) -> bool:
    line = client.sock
    if getattr(line, "pending", int)():  # decrypted, but not read
        return True
    before = line.gettimeout()
    line.settimeout(0)
    try:
        with contextlib.suppress(OSError):
            return bool(client.file.peek(1))
        return False
    finally:
        line.settimeout(before)
