"""The reader “outgoing”: follows answers in the log and puts them into the queue."""

from collections.abc import Sequence
from typing import ClassVar

from opora.events.models import Event
from opora.events.public import Reader
from opora.mail.sending.queueing import queue_answer
from opora.mail.sending.servers.standing import try_at_once
from opora.tickets.models import AuthorRole, Message, MessageKind


class Outgoing(Reader):
    """Makes one row for each reader of each answer. Cannot be rebuilt: what was sent stays sent."""

    name: ClassVar[str] = "outgoing"
    kinds: ClassVar[frozenset[str] | None] = frozenset({"message.posted", "desk.changed"})

    def follow(self, events: Sequence[Event]) -> None:
        """Queues the answers among these events; notes and customers' own words never leave."""
        for event in events:
            _settings_changed(event)
        wanted = [event.data["message"] for event in events if _is_answer(event)]
        related = ("ticket__requester", "ticket__department", "ticket__brand")
        messages = Message.objects.select_related(*related).in_bulk(wanted)
        for key in wanted:
            message = messages.get(key)
            if message is not None and message.kind == MessageKind.PUBLIC:
                queue_answer(message)


def _settings_changed(event: Event) -> None:
    """A server that was left alone because it failed is tried at once with other settings."""
    if event.kind == "desk.changed" and event.data.get("sort") == "outgoing_server":
        try_at_once(server=event.data["which"])
    elif event.kind == "desk.changed" and event.data.get("sort") == "mailbox":
        try_at_once(mailbox=event.data["which"], is_moved="out_server" in event.data.get("changes", {}))


def _is_answer(event: Event) -> bool:
    said = event.data
    posted = event.kind == "message.posted" and said.get("sort") == MessageKind.PUBLIC
    return bool(posted and said.get("role") == AuthorRole.AGENT)
