"""What the mail room knows of messages: where each answer stands, which raw mail a message came from, what is held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opora.tickets.models import Message, Ticket


@dataclass(frozen=True)
class Delivery:
    """How far an answer has come, in words. `problem` when it did not arrive; `retry_url` posts it again."""

    words: str = ""
    problem: str = ""
    retry_url: str = ""


NOTHING = Delivery()


def deliveries(rows: Iterable[Message]) -> Mapping[int, Delivery]:
    """The state of each message that left as a mail, by message id."""
    return {}


def sources(rows: Iterable[Message]) -> Mapping[int, int]:
    """The id of the raw mail of each message that came as one."""
    return {}


def held(ticket: Ticket) -> list[object]:
    """Mails that wait for somebody's decision whether they belong to this ticket."""
    return []
