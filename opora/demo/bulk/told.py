"""A ticket while it is told: each method does to the rows what the verb of that name would have done.

Only the order of things is here, and what the verbs make of it; what is said and when is `invention`'s.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from opora.demo.bulk.moments import iso
from opora.demo.bulk.pages import CUSTOMERS, PUBLIC, STAFF, Pages
from opora.demo.bulk.population import Writer
from opora.demo.bulk.staff import Agent, Queue
from opora.desk.models import Topic

SNIPPET = 180
OPEN, DONE = frozenset({"new", "open", "pending", "hold"}), frozenset({"solved", "closed"})
AUDIENCES = {"public": PUBLIC, "note": STAFF, "customer_note": CUSTOMERS}
# The data of events as JSON, ready to be filled in: the same as the kinds write, ten times quicker.
OPENED = '{"requester": %d, "department": %d, "channel": "%s", "message": %d}'
POSTED = '{"message": %d, "sort": "%s", "role": "%s", "channel": "%s", "files": %d}'
CHANGED = '{"before": %s, "after": %s}'
JOINED = '{"person": %d}'
TRANSFERRED = '{"before": %d, "after": %d, "assignee_before": null, "assignee_after": null}'
STATUS = (
    '{"before": "%s", "after": "%s", "solved_before": %s, "closed_before": null, "reopened_before": %d, '
    '"yields": false}'
)


@dataclass(frozen=True, slots=True)
class File:
    """A file that is kept already, and what its sender calls it."""

    blob: int
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody writes; `visible`: without what they quote."""

    visible: str
    text: str = ""
    html: str = ""
    files: Sequence[File] = ()


@dataclass(slots=True)
class Told:
    """The ticket as it stands. `asked`: when the customer wrote what nobody has answered yet. `at`: its last change."""

    pages: Pages
    id: int
    writer: Writer
    queue: Queue
    subject: str
    channel: str
    language: str
    secret: str
    opened: int
    topic: Topic | None = None
    fields: str = "{}"
    agent: Agent | None = None
    status: str = "new"
    priority: int = 2
    type: str = "question"
    tags: list[str] = field(default_factory=list)
    at: int = 0
    asked: int | None = None
    replied: int | None = None
    solved: int | None = None
    closed: int | None = None
    last_at: int = 0
    last_author: str = ""
    last_by_staff: bool = False
    last_visible: str = ""
    reopened: int = 0
    count: int = 0
    has_files: bool = False

    def open(self, said: Said, by: int, beside: Sequence[Writer] = ()) -> None:
        """The request comes in, written by its requester, entered by `by` (the same, or an agent at the phone)."""
        at, act = self.opened, next(self.pages.acts)
        if self.topic is not None:
            self.priority, self.type = int(self.topic.priority), str(self.topic.type)
        data = OPENED % (self.writer.id, self.queue.id, self.channel, self.pages.next_message)
        self._line(at, "ticket.opened", by, act, data, PUBLIC)
        self._customer(self.writer, said, self.channel, at, act, by)
        for one in beside:
            self.pages.joined.add(self.id, one.id)
            self._line(at, "ticket.collaborator_added", by, act, JOINED % one.id, PUBLIC)

    def ask(self, by: Writer, said: Said, channel: str, at: int) -> None:
        """The customer's side writes again; what was pending, on hold or solved is open then."""
        act = next(self.pages.acts)
        self._customer(by, said, channel, at, act, by.id)
        if self.status != "new":
            self._turn(at, "open", by.id, act)

    def answer(self, by: Agent, said: Said, channel: str, at: int, then: str) -> None:
        """The desk answers and sets this status with it."""
        act = next(self.pages.acts)
        self._message(by.id, "agent", "public", said, channel, at, act, by.id)
        self._shown(at, by.name, said.visible, by_staff=True)
        self.asked, self.replied = None, self.replied or at
        self._turn(at, then, by.id, act)

    def note(self, by: int, role: str, said: Said, at: int) -> None:
        """A note of the desk for itself, or of the customer's side for itself."""
        kind, channel = ("note", "desk") if role == "agent" else ("customer_note", "portal")
        self._message(by, role, kind, said, channel, at, next(self.pages.acts), by)

    def assign(self, to: Agent, by: Agent, at: int) -> None:
        """Somebody has it now."""
        data = CHANGED % (self.agent.id if self.agent else "null", to.id)
        self._line(at, "ticket.assigned", by.id, next(self.pages.acts), data)
        self.agent = to

    def transfer(self, to: Queue, by: Agent, at: int) -> None:
        """To another department, before anybody has it."""
        data = TRANSFERRED % (self.queue.id, to.id)
        self._line(at, "ticket.transferred", by.id, next(self.pages.acts), data, PUBLIC)
        self.queue = to

    def tag(self, tags: list[str], by: Agent, at: int) -> None:
        """Exactly these tags."""
        data = json.dumps({"before": self.tags, "after": tags})
        self._line(at, "ticket.tags_changed", by.id, next(self.pages.acts), data)
        self.tags = tags

    def set_priority(self, priority: int, by: Agent, at: int) -> None:
        """More or less urgent."""
        if priority != self.priority:
            data = CHANGED % (self.priority, priority)
            self._line(at, "ticket.priority_changed", by.id, next(self.pages.acts), data)
            self.priority = priority

    def set_type(self, sort: str, by: Agent, at: int) -> None:
        """Question, incident, problem, task."""
        if sort != self.type:
            data = CHANGED % (f'"{self.type}"', f'"{sort}"')
            self._line(at, "ticket.type_changed", by.id, next(self.pages.acts), data)
            self.type = sort

    def set_topic(self, topic: Topic, by: Agent, at: int) -> None:
        """The topic, and what follows from it in the same act (the pipeline's stage by_topic)."""
        act, cause = next(self.pages.acts), f"topic:{topic.pk}"
        before = self.topic.pk if self.topic else "null"
        self._line(at, "ticket.topic_changed", by.id, act, CHANGED % (before, topic.pk))
        self.topic, priority, sort = topic, int(topic.priority), str(topic.type)
        if priority != self.priority:
            data = CHANGED % (self.priority, priority)
            self._line(at, "ticket.priority_changed", None, act, data, STAFF, cause)
        if sort != self.type:
            data = CHANGED % (f'"{self.type}"', f'"{sort}"')
            self._line(at, "ticket.type_changed", None, act, data, STAFF, cause)
        self.priority, self.type = priority, sort

    def turn(self, status: str, at: int, by: int | None, cause: str = "") -> None:
        """Another status, and nothing with it."""
        self._turn(at, status, by, next(self.pages.acts), cause)

    def write(self) -> None:
        """The ticket's own row, as it stands now."""
        stamp, topic = self.pages.stamp, self.topic
        waiting = self.asked if self.status in OPEN else None
        at = [
            stamp(one) if one else None
            for one in (self.last_at, waiting, self.replied, self.solved, self.closed)
        ]
        for tag in self.tags:
            self.pages.tags.add(self.id, tag)
        self.pages.tickets.waiting.append((
            self.id, self.subject, self.writer.id, self.writer.organization, self.queue.brand, self.queue.id,
            self.agent.id if self.agent else None, topic.pk if topic else None, self.status, self.priority, self.type,
            self.channel, self.language, self.fields, self.secret, stamp(self.opened), stamp(self.at),
            _snippet(self.last_visible), self.last_author, self.last_by_staff, *at, self.reopened, self.count,
            self.has_files,
        ))  # fmt: skip

    def _customer(self, by: Writer, said: Said, channel: str, at: int, act: str, actor: int) -> None:
        self._message(by.id, "customer", "public", said, channel, at, act, actor)
        self._shown(at, by.name, said.visible, by_staff=False)
        self.asked = self.asked or at

    def _message(
        self, author: int, role: str, kind: str, said: Said, channel: str, at: int, act: str, actor: int
    ) -> None:
        pages, key = self.pages, self.pages.next_message
        pages.next_message = key + 1
        pages.messages.waiting.append((
            key, self.id, self.id, kind, author, role, channel, said.text or said.visible, said.visible, said.html,
            self.language, pages.stamp(at),
        ))  # fmt: skip
        for file in said.files:
            pages.files.add(key, file.blob, file.name, file.type)
        self.count, self.has_files = self.count + 1, self.has_files or bool(said.files)
        data = POSTED % (key, kind, role, channel, len(said.files))
        self._line(at, "message.posted", actor, act, data, AUDIENCES[kind])

    def _shown(self, at: int, author: str, visible: str, *, by_staff: bool) -> None:
        self.last_at, self.last_author, self.last_by_staff, self.last_visible = at, author, by_staff, visible

    def _turn(self, at: int, status: str, by: int | None, act: str, cause: str = "") -> None:
        if self.status == status:
            return
        solved = f'"{iso(self.solved)}"' if self.solved else "null"
        data = STATUS % (self.status, status, solved, self.reopened)
        self._line(at, "ticket.status_changed", by, act, data, PUBLIC, cause)
        if self.status in DONE and status in OPEN:
            self.reopened, self.solved = self.reopened + 1, None
        if status == "solved":
            self.solved = at
        if status == "closed":
            self.closed = at
        self.status = status

    def _line(
        self, at: int, kind: str, by: int | None, act: str, data: str, audience: int = STAFF, cause: str = ""
    ) -> None:
        who = "person" if by else "system"
        self.pages.lines.append((at, kind, self.id, who, by, act, audience, data, cause))
        self.at = at


def _snippet(visible: str) -> str:
    """As `summary` makes it of the whole; the beginning is enough, as long as it is longer than what is shown."""
    return " ".join(visible.split())[:SNIPPET]
