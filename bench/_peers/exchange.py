"""Tickets as lines of JSON that belong to no product: what every desk of the comparison is filled with."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Writer:
    """Who wrote or asked; staff have their role at the message."""

    name: str
    email: str


@dataclass(frozen=True)
class Message:
    """One message as plain text; `note`: only for staff. `at` is ISO 8601, UTC."""

    author: Writer
    staff: bool
    note: bool
    text: str
    at: str


@dataclass(frozen=True)
class Ticket:
    """One ticket, messages oldest first. `status` is Opora's word; `assignee` is an agent's address or empty."""

    number: int
    subject: str
    requester: Writer
    department: str
    assignee: str
    status: str
    created_at: str
    messages: list[Message] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """All that a search may look into."""
        return [self.subject, *(message.text for message in self.messages)]


def write(path: Path, tickets: Iterable[Ticket]) -> int:
    """One line for each ticket; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for ticket in tickets:
            count += 1
            file.write(json.dumps(asdict(ticket), ensure_ascii=False) + "\n")
    return count


def read(path: Path) -> Iterator[Ticket]:
    """The tickets of such a file, one after the other."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield _ticket(json.loads(line))


def _ticket(row: dict[str, Any]) -> Ticket:
    messages = [Message(**{**message, "author": Writer(**message["author"])}) for message in row["messages"]]
    return Ticket(**{**row, "requester": Writer(**row["requester"]), "messages": messages})


def exported() -> Iterator[Ticket]:
    """Every ticket of the Opora whose Django is set up in this process, by number."""
    from opora.tickets.models import Ticket as Row

    rows = Row.objects.order_by("pk").select_related("requester", "assignee", "department")
    for row in rows.prefetch_related("messages__author").iterator(chunk_size=500):
        yield Ticket(
            number=row.pk,
            subject=row.subject,
            requester=_writer(row.requester),
            department=row.department.name,
            assignee=row.assignee.email if row.assignee else "",
            status=row.status,
            created_at=row.created_at.isoformat(),
            messages=[_message(message) for message in row.messages.all()],
        )


def _writer(person: Any) -> Writer:
    return Writer(name=person.name, email=person.email)


def _message(message: Any) -> Message:
    return Message(
        author=_writer(message.author),
        staff=message.by_staff,
        note=message.kind != "public",
        text=message.text,
        at=message.at.isoformat(),
    )
