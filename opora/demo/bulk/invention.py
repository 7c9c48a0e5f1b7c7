"""One invented ticket after another: who writes when about what, and how it ends."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from opora.demo.bulk import moments
from opora.demo.bulk.drawing import weighted, zipf
from opora.demo.bulk.keepsakes import Keepsakes
from opora.demo.bulk.lexicon import lexicon
from opora.demo.bulk.moments import DAY, HOUR
from opora.demo.bulk.pages import Pages
from opora.demo.bulk.population import LANGUAGES, Writer, Writers
from opora.demo.bulk.staff import Agent, Queue
from opora.demo.bulk.told import Told
from opora.demo.bulk.writing import Voice
from opora.desk.models import Topic

MINUTE = 60
# Where tickets come from, in percent.
CHANNELS = {"mail": 66, "web": 13, "portal": 9, "phone": 7, "chat": 5}
QUICK = {"chat": 4 * MINUTE, "phone": 2 * HOUR}  # seconds until the usual answer; elsewhere half a day
USUAL_ANSWER, USUAL_QUESTION, LONGEST_QUESTION = 5 * HOUR, 9 * HOUR, 80 * HOUR
SETTLES = {
    "pending": 2 * DAY,
    "hold": 6 * DAY,
}  # what waits for somebody else takes longer until it is solved
CLOSES = 4 * DAY  # after being solved
LEFT = 0.003  # of all tickets are never settled
TYPES = {"question": 60, "incident": 22, "problem": 6, "task": 12}
PRIORITIES = {1: 10, 2: 62, 3: 22, 4: 6}


@dataclass
class Desk:
    """Who is there: departments with agents, customers, files."""

    queues: Sequence[Queue]
    writers: Writers
    keepsakes: Keepsakes


@dataclass
class Invention:
    """Tells tickets; nothing happens after `until` (seconds since 1970)."""

    draw: random.Random
    desk: Desk
    until: int
    voices: Mapping[str, Voice] = field(init=False)

    def __post_init__(self) -> None:
        draw, queues = self.draw, self.desk.queues
        self.voices = {language: Voice(language, draw, self.desk.keepsakes) for language in LANGUAGES}
        self._queues = weighted(draw, queues, [queue.size for queue in queues])
        self._channels = weighted(draw, list(CHANNELS), list(CHANNELS.values()))
        self._types = weighted(draw, list(TYPES), list(TYPES.values()))
        self._priorities = weighted(draw, list(PRIORITIES), list(PRIORITIES.values()))
        self._tags: Mapping[str, Iterator[str]] = {
            language: zipf(draw, lexicon(language).tags) for language in LANGUAGES
        }
        self._agents = cache(lambda queue, language: zipf(draw, self._speaking[queue][language], 4))
        self._speaking = {queue.id: queue.speaking for queue in queues}

    def tell(self, pages: Pages, key: int, opened: int, length: int) -> None:
        """One ticket with at most so many messages; fewer when the time has not come for them."""
        writer, queue = self.desk.writers.next(), next(self._queues)
        story = _Story(self, pages, key, writer, queue, opened)
        story.begin()
        story.go_on(length - 1)
        story.end()
        story.told.write()

    def agent(self, queue: Queue, language: str) -> Agent:
        """Somebody who answers there in that language: some do much more than others."""
        return next(self._agents(queue.id, language))

    def channel(self) -> str:
        """Where the next ticket comes from."""
        return next(self._channels)

    def type(self) -> str:
        """What sort the next ticket turns out to be."""
        return next(self._types)

    def priority(self) -> int:
        """How urgent the next ticket turns out to be."""
        return next(self._priorities)

    def tags(self, language: str, count: int) -> list[str]:
        """Tags as they are kept: each once, in order."""
        return sorted({next(self._tags[language]) for _n in range(count)})

    def queue(self) -> Queue:
        """A department by its size."""
        return next(self._queues)


class _Story:
    """One ticket on its way through time."""

    def __init__(
        self, of: Invention, pages: Pages, key: int, writer: Writer, queue: Queue, opened: int
    ) -> None:
        self.of, self.writer, self.chance = of, writer, of.draw.random
        language = writer.language if writer.language in of.voices else "en"
        self.voice, channel = of.voices[language], of.channel()
        self.agent = of.agent(queue, language)
        self.tale = self.voice.begin(writer, self.agent, opened, [topic for topic, _row in queue.topics])
        secret = f"{of.draw.getrandbits(80):020x}"
        subject = self.tale.subject()
        self.told = Told(pages, key, writer, queue, subject, channel, language, secret, opened)
        self.at, self.over, self.others = opened, False, [writer]

    def begin(self) -> None:
        """The first message; what came by a form has a topic and its fields."""
        told, chance = self.told, self.chance
        if told.channel in {"web", "portal"} and told.queue.topics:
            topic = self._topic()
            told.topic, told.fields = topic, _filled(topic, self.tale.facts)
        beside = []
        if chance() < 0.07 and told.channel == "mail" and (other := self.of.desk.writers.beside(self.writer)):
            beside.append(other)
            self.others.append(other)
        told.open(
            self.tale.first(told.channel),
            self.agent.id if told.channel == "phone" else self.writer.id,
            beside,
        )

    def _topic(self) -> Topic:
        """What the words are about, where the department has such a topic."""
        about = self.told.queue.topics
        return next((row for key, row in about if key == self.tale.topic), about[0][1])

    def go_on(self, left: int) -> None:
        """Question and answer, sometimes two in a row, sometimes a note."""
        by_desk = False
        while left and not self.over:
            left -= 1
            dice = self.chance()
            if self.told.agent is None or (not by_desk and dice > 0.2):
                self._desk(left, note=dice < 0.08)
                by_desk = not dice < 0.08
            elif by_desk and dice > 0.15:
                self._customer(left)
                by_desk = False
            elif dice < 0.12:
                self._desk(left, note=True)
            elif by_desk:
                self._desk(left, note=False)
            else:
                self._customer(left)

    def _later(self, usual: float, longest: float) -> int:
        return self.at + MINUTE + int(min(self.of.draw.expovariate(1 / usual), longest))

    def _reach(self, at: int) -> bool:
        """Whether that moment has come before the end of all stories."""
        if at >= self.of.until:
            self.over = True
        else:
            self.at = at
        return not self.over

    def _desk(self, left: int, *, note: bool) -> None:
        usual = QUICK.get(self.told.channel, USUAL_ANSWER) * (0.3 if note else 1)
        at = moments.at_work(self._later(usual, 6 * usual), self.of.draw)
        if self.told.agent is None:
            self._take(at)
        if not self._reach(at):
            return
        if note:
            self.told.note(self.agent.id, "agent", self.tale.note(), at)
            return
        channel = "chat" if self.told.channel == "chat" else "desk"
        self.told.answer(self.agent, self.tale.answer(left), channel, at, self._then(left))

    def _then(self, left: int) -> str:
        dice = self.chance()
        if dice < (0.45 if left == 0 else 0.05):
            return "solved"
        return "pending" if dice < 0.6 else "hold" if dice > 0.94 else "open"

    def _take(self, answered: int) -> None:
        """Somebody looks at it before they answer: it may belong elsewhere, and be more urgent than it looks."""
        told, chance = self.told, self.chance
        at = self.at + MINUTE // 2 + int((answered - self.at - MINUTE // 2) * chance())
        if chance() < 0.05 and not self._moved(at):
            return
        if not self._reach(at):
            return
        told.assign(self.agent, self.agent, at)
        if told.topic is None and told.queue.topics and chance() < 0.5:
            told.set_topic(self._topic(), self.agent, at)
        if chance() < 0.3:
            told.set_type(self.of.type(), self.agent, at)
        if chance() < 0.4:
            told.set_priority(self.of.priority(), self.agent, at)
        if chance() < 0.45:
            told.tag(self.of.tags(told.language, 1 + int(chance() * chance() * 4)), self.agent, at)

    def _moved(self, at: int) -> bool:
        """To another department, if there is one; False when its time has not come."""
        queue = self.of.queue()
        if queue.id != self.told.queue.id:
            if not self._reach(at):
                return False
            self.told.transfer(queue, self.agent, at)
            self.agent = self.of.agent(queue, self.told.language)
        return True

    def _customer(self, left: int) -> None:
        told = self.told
        usual = QUICK.get(told.channel, USUAL_QUESTION)
        at = moments.awake(self._later(usual, LONGEST_QUESTION), self.of.draw)
        if not self._reach(at):
            return
        if self.chance() < 0.015 and told.channel == "portal" and told.status not in {"solved", "closed"}:
            told.note(self.writer.id, "customer", self.tale.customer_note(), at)
            return
        by = self.others[-1] if self.chance() < 0.2 else self.writer
        channel = "mail" if told.channel in {"web", "phone"} else told.channel
        told.ask(by, self.tale.reply(channel, left, at), channel, at)

    def end(self) -> None:
        """Solved, and closed by time; a few are left as they are, for ever."""
        told, draw = self.told, self.of.draw
        if self.over or (told.status != "solved" and self.chance() < LEFT):
            return
        if told.status != "solved":
            usual = SETTLES.get(told.status, 4 * HOUR)
            at = moments.at_work(self._later(usual, 3 * usual), draw)
            if told.agent is None:
                self._take(at)
            if not self._reach(at):
                return
            told.turn("solved", at, self.agent.id)
        if told.at + CLOSES < self.of.until:
            told.turn("closed", told.at + CLOSES, None, "timer:solved_for_days")


def _filled(topic: Topic, facts: Mapping[str, str]) -> str:
    """The fields of the topic's form, as far as the facts know them; a choice is the first one."""
    values = {}
    for definition in topic.fields:
        name, kind = str(definition["name"]), definition.get("kind", "text")
        if kind == "choice":
            values[name] = str(definition["choices"][0])
        elif kind == "text" and name in facts:
            values[name] = facts[name]
    return json.dumps(values)
