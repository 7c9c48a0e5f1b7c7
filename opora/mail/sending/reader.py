"""The reader “outgoing”: follows answers in the log and puts them into the queue."""

from collections.abc import Sequence
from typing import ClassVar

from opora.events.models import Event
from opora.events.public import Reader
from opora.mail.sending.queueing import queue_answer
from opora.tickets.models import AuthorRole, Message, MessageKind


class Outgoing(Reader):
    """Makes one row for each reader of each answer. Cannot be rebuilt: what was sent stays sent."""

    name: ClassVar[str] = "outgoing"
    kinds: ClassVar[frozenset[str] | None] = frozenset({"message.posted"})

    def follow(self, events: Sequence[Event]) -> None:
        """Queues the answers among these events; notes and customers' own words never leave."""
        wanted = [event.data["message"] for event in events if _is_answer(event)]
        related = ("ticket__requester", "ticket__department", "ticket__brand")
        messages = Message.objects.select_related(*related).in_bulk(wanted)
        for key in wanted:
            message = messages.get(key)
            if message is not None and message.kind == MessageKind.PUBLIC:
                queue_answer(message)


def _is_answer(event: Event) -> bool:
    said = event.data
    return bool(said.get("sort") == MessageKind.PUBLIC and said.get("role") == AuthorRole.AGENT)
