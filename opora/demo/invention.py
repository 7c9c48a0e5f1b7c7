"""One invented ticket after another: what verbs would have written, had somebody called them."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any
from uuid import UUID

from opora.demo import rows
from opora.demo.population import Queue, Writer
from opora.demo.vocabulary import Vocabulary, paragraphs, vocabulary
from opora.events.models import Audience
from opora.people.models import Person
from opora.tickets.models import Message, MessageKind, Status, Ticket, TicketTag

LANGUAGES = ("ru", "cs", "en")
ASSIGNED, SOLVED, CLOSED = timedelta(minutes=2), timedelta(minutes=30), timedelta(days=4)
SETTLED = timedelta(days=6)  # older tickets are mostly done with
LEFT_ONE_IN, NOTE_ONE_IN, TAG_ONE_IN = 40, 8, 3
PRIORITIES = ((1, 2, 3, 4), tuple(accumulate((12, 70, 15, 3))))
SNIPPET = 180
PUBLIC, STAFF = Audience.PUBLIC.value, Audience.STAFF.value
_TICKET = (
    "id", "subject", "requester_id", "organization_id", "brand_id", "department_id", "assignee_id", "status",
    "priority", "channel", "language", "secret", "created_at", "updated_at", "snippet", "last_author",
    "last_by_staff", "last_message_at", "waiting_since", "first_replied_at", "solved_at", "closed_at",
    "message_count",
)  # fmt: skip
_MESSAGE = (
    "id", "ticket_id", "thread", "kind", "author_id", "author_role", "channel", "text", "visible", "html",
    "language", "at",
)  # fmt: skip
# The log's line before it has its position: when, kind, ticket, actor's kind and id, act, audience, data, cause.
Line = tuple[Any, str, int, str, int | None, str, int, str, str]
# The data of events as JSON, ready to be filled in: the same as the kinds write, ten times quicker.
OPENED = '{"requester": %d, "department": %d, "channel": "mail", "message": %d}'
POSTED = '{"message": %d, "sort": "%s", "role": "%s", "channel": "%s", "files": 0}'
ASSIGNED_TO = '{"before": null, "after": %d}'
STATUS = (
    '{"before": "%s", "after": "%s", "solved_before": %s, "closed_before": null, "reopened_before": 0, '
    '"yields": false}'
)


@dataclass
class Pages:
    """The rows of one chunk."""

    tickets: rows.Rows = field(default_factory=lambda: rows.Rows(Ticket, *_TICKET))
    messages: rows.Rows = field(default_factory=lambda: rows.Rows(Message, *_MESSAGE))
    tags: rows.Rows = field(default_factory=lambda: rows.Rows(TicketTag, "ticket_id", "name"))
    lines: list[Line] = field(default_factory=list)
    moment: Callable[[datetime], Any] = field(default_factory=lambda: cache(rows.moments()))

    def write(self, position: int) -> None:
        """Everything into the tables, the events in order of time from this position on."""
        log = rows.events()
        for number, line in enumerate(sorted(self.lines, key=lambda one: one[0]), position):
            at, kind, ticket, actor, actor_id, act, audience, data, cause = line
            log.add(number, kind, ticket, actor, actor_id, act, at, audience, data, cause)
        for table in (self.tickets, self.messages, self.tags, log):
            table.write()


@dataclass
class _Told:
    """A ticket as it stands while it is told."""

    id: int
    writer: Writer
    queue: Queue
    agent: Person
    words: Vocabulary
    language: str
    status: Status = Status.NEW
    last_at: datetime | None = None
    last_author: str = ""
    last_by_staff: bool = False
    snippet: str = ""
    assigned: bool = False
    count: int = 0
    waiting: datetime | None = None
    replied: datetime | None = None
    solved: datetime | None = None
    closed: datetime | None = None


class Invention:
    """Tells tickets with these departments and customers; nothing happens after `until`."""

    def __init__(
        self,
        draw: random.Random,
        queues: Sequence[Queue],
        writers: Sequence[Writer],
        messages: float,
        until: datetime,
    ) -> None:
        self.draw, self.queues, self.writers, self.until = draw, queues, writers, until
        # Acts one after the other, from a random beginning: random ones would scatter all over their index. The bits
        # of version and variant are those of a UUID: MariaDB takes no other.
        self.acts = UUID(int=draw.getrandbits(64) << 64, version=4).int
        self.most = max(1.0, 2 * messages - 1)
        # A few customers write much, most seldom.
        self.busy = list(accumulate(1 / (rank + 20) for rank in range(len(writers))))
        self.vocabularies = {language: vocabulary(language) for language in LANGUAGES}

    def length(self) -> int:
        """How many messages the next ticket has: from one to so many that the average is right."""
        return round(self.draw.uniform(0.5, self.most + 0.5 - 1e-9))

    def tell(self, pages: Pages, key: int, first_message: int, opened: datetime, length: int) -> None:
        """One ticket with messages of these ids."""
        writer = self.draw.choices(self.writers, cum_weights=self.busy)[0]
        queue, language = self.draw.choice(self.queues), writer.language
        words = self.vocabularies.get(language) or self.vocabularies["en"]
        told = _Told(key, writer, queue, self.draw.choice(queue.agents), words, language)
        self._open(pages, told, first_message, opened)
        at = opened
        for number, gap in enumerate(self._gaps(opened, length - 1), 1):
            at += gap
            if number % 2:
                self._answer(pages, told, first_message + number, at)
            else:
                self._ask(pages, told, first_message + number, at)
        self._settle(pages, told, at)
        self._ticket(pages, told, opened)

    def _gaps(self, opened: datetime, count: int) -> list[timedelta]:
        """Hours between messages, shortened where there is not so much time left."""
        hours = [self.draw.expovariate(1 / (5 if number % 2 == 0 else 11)) + 0.1 for number in range(count)]
        room = (self.until - opened).total_seconds() / 3600 * 0.9
        pressed = min(1.0, room / sum(hours)) if hours else 1.0
        return [timedelta(hours=hour * pressed) for hour in hours]

    def _open(self, pages: Pages, told: _Told, message: int, at: datetime) -> None:
        told.waiting = at
        data = OPENED % (told.writer.id, told.queue.department.pk, message)
        self._line(pages, told, at, "ticket.opened", told.writer.id, data, PUBLIC)
        self._customer_speaks(pages, told, message, at)

    def _ask(self, pages: Pages, told: _Told, message: int, at: datetime) -> None:
        told.waiting = told.waiting or at
        self._customer_speaks(pages, told, message, at)
        self._turn(pages, told, at, Status.OPEN if told.status != Status.NEW else Status.NEW, told.writer.id)

    def _answer(self, pages: Pages, told: _Told, message: int, at: datetime) -> None:
        if not told.assigned:
            self._take(pages, told, max(at - ASSIGNED, told.last_at or at))
        note = self.draw.randrange(NOTE_ONE_IN) == 0
        text, html = paragraphs(told.words.answering.draw(self.draw, self.draw.randint(1, 5)))
        kind = MessageKind.NOTE if note else MessageKind.PUBLIC
        self._message(pages, told, message, at, kind, told.agent.pk, "agent", text, html)
        if not note:
            self._shown(told, at, told.agent.called, text, by_staff=True)
            told.waiting, told.replied = None, told.replied or at
            self._turn(pages, told, at, Status.PENDING, told.agent.pk)

    def _take(self, pages: Pages, told: _Told, at: datetime) -> None:
        told.assigned = True
        self._line(pages, told, at, "ticket.assigned", told.agent.pk, ASSIGNED_TO % told.agent.pk)
        if told.words.tags and self.draw.randrange(TAG_ONE_IN) == 0:
            tag = self.draw.choice(told.words.tags)
            pages.tags.add(told.id, tag)
            self._line(
                pages,
                told,
                at,
                "ticket.tags_changed",
                told.agent.pk,
                json.dumps({"before": [], "after": [tag]}),
            )

    def _settle(self, pages: Pages, told: _Told, last: datetime) -> None:
        """Old tickets are solved, and closed by time; some are left as they are."""
        if self.until - last < SETTLED or self.draw.randrange(LEFT_ONE_IN) == 0:
            return
        at = last + SOLVED
        if not told.assigned:
            self._take(pages, told, at)
        self._turn(pages, told, at, Status.SOLVED, told.agent.pk)
        told.solved, told.waiting = at, None
        if at + CLOSED < self.until:
            told.closed = at + CLOSED
            self._turn(pages, told, told.closed, Status.CLOSED, None, "timer:solved_for_days")

    def _customer_speaks(self, pages: Pages, told: _Told, message: int, at: datetime) -> None:
        greeting = self.draw.choice(told.words.greetings)
        sentences = " ".join(told.words.asking.draw(self.draw, self.draw.randint(1, 6)))
        text = f"{greeting}\n\n{sentences} SV-{self.draw.randint(104_000, 986_000)}\n\n{told.writer.name}"
        self._message(pages, told, message, at, MessageKind.PUBLIC, told.writer.id, "customer", text, "")
        self._shown(told, at, told.writer.name, text, by_staff=False)

    def _message(
        self,
        pages: Pages,
        told: _Told,
        key: int,
        at: datetime,
        kind: MessageKind,
        author: int,
        role: str,
        text: str,
        html: str,
    ) -> None:
        channel = "mail" if role == "customer" else "desk"
        moment, language = pages.moment(at), told.language
        pages.messages.add(
            key, told.id, told.id, kind.value, author, role, channel, text, text, html, language, moment
        )
        data = POSTED % (key, kind.value, role, channel)
        audience = STAFF if kind == MessageKind.NOTE else PUBLIC
        self._line(pages, told, at, "message.posted", author, data, audience)
        told.count += 1

    def _shown(self, told: _Told, at: datetime, author: str, text: str, *, by_staff: bool) -> None:
        told.last_at, told.last_author, told.last_by_staff = at, author, by_staff
        told.snippet = " ".join(text[:400].split())[:SNIPPET]

    def _turn(
        self, pages: Pages, told: _Told, at: datetime, status: Status, actor: int | None, cause: str = ""
    ) -> None:
        if told.status != status:
            solved = f'"{told.solved.isoformat()}"' if told.solved else "null"
            data = STATUS % (told.status.value, status.value, solved)
            self._line(pages, told, at, "ticket.status_changed", actor, data, PUBLIC, cause)
            told.status = status

    def _line(
        self,
        pages: Pages,
        told: _Told,
        at: datetime,
        kind: str,
        actor: int | None,
        data: str,
        audience: int = STAFF,
        cause: str = "",
    ) -> None:
        self.acts += 1
        who, act = "person" if actor else "system", f"{self.acts:032x}"
        pages.lines.append((pages.moment(at), kind, told.id, who, actor, act, audience, data, cause))

    def _ticket(self, pages: Pages, told: _Told, opened: datetime) -> None:
        moments = (told.last_at, told.waiting, told.replied, told.solved, told.closed)
        last, waiting, replied, solved, closed = (pages.moment(at) if at else None for at in moments)
        updated = told.closed or told.solved or told.last_at or opened
        pages.tickets.add(
            told.id,
            f"{self.draw.choices(told.words.subjects.texts, cum_weights=told.words.subjects.weights)[0]}",
            told.writer.id,
            told.writer.organization,
            told.queue.department.brand_id,
            told.queue.department.pk,
            told.agent.pk if told.assigned else None,
            told.status.value,
            self.draw.choices(PRIORITIES[0], cum_weights=PRIORITIES[1])[0],
            "mail",
            told.language,
            f"{self.draw.getrandbits(80):020x}",
            pages.moment(opened),
            pages.moment(updated),
            told.snippet,
            told.last_author,
            told.last_by_staff,
            last,
            waiting,
            replied,
            solved,
            closed,
            told.count,
        )
