"""Playing the stories on the desk, each step at its own moment, through the verbs that people's own clicks call."""

import heapq
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from opora.demo import library, papers
from opora.demo.company import Company
from opora.demo.formatting import as_html
from opora.demo.library import Colleague
from opora.demo.stories import Step, Story, answering
from opora.desk.models import Priority
from opora.events.public import Cause, clock, one_act
from opora.feedback.actions import ask, rate
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.actions import (
    add_note,
    assign,
    change_fields,
    change_priority,
    change_status,
    change_tags,
    change_topic,
    change_type,
    link,
    merge,
    open_ticket,
    reply,
    split,
    transfer,
)
from opora.tickets.models import Channel, Message, Status, Ticket
from opora.tickets.public import NewFile, Words

CLOSED_AFTER = timedelta(days=4)
SOLVED_AGAIN_AFTER = timedelta(minutes=25)
ASKED_AFTER = timedelta(hours=2)
SYSTEM = Actor.system()


def tell(company: Company, stories: Sequence[Story], until: datetime) -> None:
    """Plays all stories side by side, always the earliest step next: numbers and events are in order of time."""
    crashes: dict[str, Ticket] = {}
    waiting = []
    for number, story in enumerate(stories):
        telling = Telling(company, story, crashes).play()
        waiting.append((next(telling), number, telling))
    heapq.heapify(waiting)
    while waiting:
        moment, number, telling = heapq.heappop(waiting)
        if moment > until:
            continue
        with clock.at(moment):
            following = next(telling, None)
        if following is not None:
            heapq.heappush(waiting, (max(following, moment), number, telling))


@dataclass
class Telling:
    """One story on its way. `play` yields the moment of each step before it happens."""

    company: Company
    story: Story
    crashes: dict[str, Ticket]
    draw: random.Random = field(init=False)
    ticket: Ticket = field(init=False)
    again: Ticket | None = None

    def __post_init__(self) -> None:
        self.draw = random.Random(self.story.seed)

    def play(self) -> Iterator[datetime]:
        """The whole ticket, from opening to its end."""
        story, steps = self.story, self.story.steps
        yield steps[0].at
        self._open(steps[0])
        if story.writes_again:
            yield steps[0].at + timedelta(hours=story.thread.again["after"])
            self._write_again()
        for number, step in enumerate(steps[1:], 1):
            yield step.at
            self._say(step, steps[number + 1 :])
            if step.turn.split:
                yield from self._split(step)
        yield from self._end(steps)

    def _open(self, step: Step) -> None:
        thread, requester = self.story.thread, self._customer()
        topic = self.company.topics[thread.topic]
        sorted_already, by_phone = self._is_sorted(), thread.channel == Channel.PHONE
        self.ticket = open_ticket(
            actor=self._who_answers_the_phone() if by_phone else self._actor(step),
            requester=requester,
            subject=self.story.subject,
            words=self._words(step),
            channel=thread.channel,
            department=topic.department,
            topic=topic if sorted_already else None,
            fields=self._fields() if sorted_already else {},
            tags=thread.tags if sorted_already else (),
            language=thread.language,
            collaborators=self._copies(),
            from_desk=by_phone,
        )

    def _say(self, step: Step, following: Sequence[Step]) -> None:
        """One turn after the first: an agent first takes the ticket in hand, then answers or notes."""
        if step.speaker is None:
            reply(
                actor=self._actor(step), ticket=self.ticket, words=self._words(step), channel=self._channel()
            )
            return
        if step.turn.by == "note":
            add_note(actor=self._actor(step), ticket=self.ticket, words=self._words(step))
            return
        with one_act():
            self._take_in_hand(step.speaker)
        then = self._status_after(step, following)
        reply(actor=self._actor(step), ticket=self.ticket, words=self._words(step), channel="desk", then=then)
        self._pass_on(step)

    def _take_in_hand(self, speaker: Colleague) -> None:
        """Assigns, and on the first touch says what the ticket is about."""
        thread, actor = self.story.thread, self.company.actor(speaker)
        first = self.ticket.assignee is None
        self.ticket = assign(actor=actor, ticket=self.ticket, to=self._person(speaker.address))
        if first and self.ticket.topic_id is None:
            topic = self.company.topics[thread.topic]
            self.ticket = change_topic(actor=actor, ticket=self.ticket, topic=topic)
            self.ticket = change_fields(actor=actor, ticket=self.ticket, values=self._fields())
        if first and thread.priority:
            self.ticket = change_priority(
                actor=actor, ticket=self.ticket, priority=Priority[thread.priority.upper()]
            )
        if first and thread.type:
            self.ticket = change_type(actor=actor, ticket=self.ticket, type=thread.type)
        if first and thread.tags and not self._is_sorted():
            self.ticket = change_tags(actor=actor, ticket=self.ticket, tags=thread.tags)
        if first:
            self._join_others(actor)

    def _join_others(self, actor: Actor) -> None:
        """A second mail about the same is merged; the same crash elsewhere is linked."""
        if self.again is not None:
            self.ticket = merge(actor=actor, ticket=self.again, into=self.ticket)
        if self.story.thread.type == "incident":
            other = self.crashes.get(self.story.thread.id)
            if other is not None:
                self.ticket = link(actor=actor, ticket=self.ticket, other=other)
            self.crashes[self.story.thread.id] = self.ticket

    def _pass_on(self, step: Step) -> None:
        for order in step.turn.do:
            what, _colon, where = order.partition(":")
            if what == "transfer":
                self.ticket = transfer(
                    actor=self._actor(step),
                    ticket=self.ticket,
                    department=self.company.departments[where],
                    note=self.draw.choice(library.words(self.story.thread.language)["passing_on"]),
                )

    def _status_after(self, step: Step, following: Sequence[Step]) -> str | None:
        if "status:hold" in step.turn.do:
            return Status.HOLD
        if any(order.startswith("transfer") for order in step.turn.do):
            return None
        if not any(later.speaker for later in following) and self.story.ending in {"solved", "closed"}:
            return Status.SOLVED
        return Status.PENDING if not following or following[0].speaker is None else None

    def _write_again(self) -> None:
        letter = self.story.thread.again
        by = self.story.customer.gender
        self.again = open_ticket(
            actor=self.company.actor(self.story.customer),
            requester=self._customer(),
            subject=self.story.wording.fill(letter["subject"], by=by),
            words=Words(text=self.story.wording.fill(letter["say"], by=by)),
            channel=self.story.thread.channel,
            department=self.ticket.department,
            language=self.story.thread.language,
        )

    def _split(self, step: Step) -> Iterator[datetime]:
        """The customer's second question becomes a ticket of another department and is answered there."""
        plan, language = step.turn.split, self.story.thread.language
        last = (
            Message.objects.filter(ticket=self.ticket, author_role="customer").order_by("-at", "-id").first()
        )
        assert last is not None
        part = split(actor=self._actor(step), ticket=self.ticket, messages=[last.pk], subject=plan["subject"])
        part = transfer(
            actor=self._actor(step), ticket=part, department=self.company.departments[plan["department"]]
        )
        yield step.at + timedelta(hours=2, minutes=self.draw.randint(0, 80))
        other = answering(language, plan["department"], self.draw)
        actor = self.company.actor(other)
        part = assign(actor=actor, ticket=part, to=self._person(other.address))
        words = self._dressed(self.story.wording.fill(plan["answer"], by=other.gender))
        reply(actor=actor, ticket=part, words=words, channel="desk", then=Status.SOLVED)

    def _end(self, steps: Sequence[Step]) -> Iterator[datetime]:
        """What happens after the last word: solved again after thanks, rated, closed by time."""
        last, ending = steps[-1], self.story.ending
        if self.story.thread.spam and ending == "closed":
            yield last.at + timedelta(hours=3)
            self._throw_away()
            return
        if ending == "open" and len(steps) == 1:
            yield last.at + SOLVED_AGAIN_AFTER
            self._open_unanswered()
            return
        if ending not in {"solved", "closed"}:
            return
        yield last.at + SOLVED_AGAIN_AFTER
        self._solve()
        yield last.at + ASKED_AFTER
        is_asked = not ask(actor=SYSTEM, ticket=self.ticket, because=Cause("timer", "solved")).reason
        if is_asked and self.story.thread.rating and self.story.seed % 2:
            yield last.at + ASKED_AFTER + timedelta(hours=self.draw.uniform(0.1, 20))
            self._rate()
        if ending == "closed":
            yield last.at + CLOSED_AFTER + timedelta(minutes=self.draw.randint(0, 59))
            because = Cause("timer", "solved_for_days")
            change_status(actor=SYSTEM, ticket=self.ticket, status=Status.CLOSED, because=because)

    def _throw_away(self) -> None:
        actor = self.company.actor(answering(self.story.thread.language, "first-line", self.draw))
        with one_act():
            change_tags(actor=actor, ticket=self.ticket, tags=["spam"])
            change_status(actor=actor, ticket=self.ticket, status=Status.CLOSED)

    def _open_unanswered(self) -> None:
        """Somebody has taken it and looks into it."""
        topic = self.company.topics[self.story.thread.topic]
        department = next(
            key for key, row in self.company.departments.items() if row.pk == topic.department_id
        )
        speaker = answering(self.story.thread.language, department, self.draw)
        with one_act():
            self._take_in_hand(speaker)
            change_status(actor=self.company.actor(speaker), ticket=self.ticket, status=Status.OPEN)

    def _solve(self) -> None:
        last = next((step.speaker for step in reversed(self.story.steps) if step.speaker), None)
        actor = self.company.actor(last) if last else SYSTEM
        self.ticket = change_status(actor=actor, ticket=self.ticket, status=Status.SOLVED)

    def _rate(self) -> None:
        """The customer presses one of the two links of the question, and perhaps writes something with it."""
        thread, actor = self.story.thread, self.company.actor(self.story.customer)
        rate(actor=actor, ticket=self.ticket, verdict=thread.rating, comment=thread.comment)

    def _words(self, step: Step) -> Words:
        files = tuple(self._file(paper, step) for paper in step.turn.files)
        if step.turn.html:
            return Words(html=step.text, files=files, language=self.story.thread.language)
        if step.speaker is None or step.turn.by == "note":
            return Words(text=step.text, files=files, language=self.story.thread.language)
        return self._dressed(step.text, files)

    def _dressed(self, text: str, files: tuple[NewFile, ...] = ()) -> Words:
        return Words(html=as_html(text), files=files, language=self.story.thread.language)

    def _file(self, paper: str, step: Step) -> NewFile:
        kind, _colon, title = paper.partition(":")
        language, seed = self.story.thread.language, self.story.seed
        name, data, type = papers.make(kind, title, language=language, seed=seed, at=step.at)
        return NewFile(name, data, type)

    def _who_answers_the_phone(self) -> Actor:
        """The agent who writes down what the customer says: whoever goes on with it later."""
        return self.company.actor(next(step.speaker for step in self.story.steps if step.speaker))

    def _is_sorted(self) -> bool:
        """Whether it comes with topic and tags: by a form, or by what sorts most mail before people see it."""
        if self.story.thread.spam or (self.story.thread.channel != Channel.WEB and self.story.seed % 4 == 0):
            return False
        topic, known = self.company.topics[self.story.thread.topic], self._fields()
        return all(known.get(str(one["name"])) for one in topic.fields if one.get("required"))

    def _fields(self) -> dict[str, str]:
        """What the topic asks for, as far as the conversation has told it."""
        known = {**self.story.wording.facts, **self._system()}
        given = {name: self.story.wording.fill(value) for name, value in self.story.thread.fields.items()}
        asked = [str(one["name"]) for one in self.company.topics[self.story.thread.topic].fields]
        return {name: value for name in asked if (value := given.get(name) or known.get(name))}

    def _system(self) -> dict[str, str]:
        known = self.story.wording.facts.get("system", "")
        return {"system": known.split()[0]} if known else {}

    def _copies(self) -> list[Person]:
        """Every second customer of a company writes with a colleague in copy."""
        mine = self.story.customer
        if not mine.organization or self.story.seed % 2:
            return []
        others = [one for one in library.customers() if one.organization == mine.organization and one != mine]
        return [self._person(self.draw.choice(others).address)]

    def _channel(self) -> str:
        return "mail" if self.story.thread.channel != Channel.WEB else "portal"

    def _actor(self, step: Step) -> Actor:
        return self.company.actor(step.speaker or self.story.customer)

    def _customer(self) -> Person:
        return self._person(self.story.customer.address)

    def _person(self, address: str) -> Person:
        return self.company.people[address]
