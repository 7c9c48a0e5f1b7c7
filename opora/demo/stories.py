"""Who wrote what and when: the plan of the demo desk's three months, before anything is played on the desk.

The plan is the same for the same seed and moment. Hours are hours of UTC; the company's people work from 6 to 19.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from opora.demo import library
from opora.demo.library import Colleague, Customer, Thread, Turn
from opora.demo.wording import Wording

TICKETS = 300
DAYS = 90
DAY_BEGINS, DAY_ENDS = 6, 19
NATIVE_SHARE = 0.85
# How many tickets end where; the rest are closed. And how long ago their last word was, in hours: least, most.
ENDINGS = {"new": 14, "open": 26, "pending": 20, "hold": 10, "solved": 34}
LAST_WORD = {
    "new": (0.1, 20),
    "late": (40, 130),
    "open": (0.5, 30),
    "pending": (3, 240),
    "hold": (20, 480),
    "solved": (4, 210),
    "closed": (230, 24 * DAYS - 60),
}
LATE_ONE_IN = 5  # of new and open tickets, those left waiting for days


@dataclass(frozen=True)
class Step:
    """One turn at its moment, in its final words. `speaker` is None when the customer speaks."""

    at: datetime
    turn: Turn
    text: str
    speaker: Colleague | None = None
    subject: str = ""


@dataclass
class Story:
    """One ticket to be."""

    thread: Thread
    customer: Customer
    seed: int
    ending: str = "closed"
    kept: int = 0
    is_late: bool = False
    writes_again: bool = False
    wording: Wording = field(init=False)
    subject: str = ""
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        draw = random.Random(self.seed)
        facts = {"name": self.customer.name, "called": self.customer.called, "login": self.customer.address}
        organization = next(
            (row for row in library.company()["organization"] if row["key"] == self.customer.organization),
            None,
        )
        facts["organization"] = organization["name"] if organization else ""
        self.wording = Wording(self.thread.language, draw, facts)
        self.kept = self.kept or len(self.thread.turns)

    @property
    def tickets(self) -> int:
        """How many tickets it makes: splitting and writing twice make two."""
        told = self.thread.turns[: self.kept]
        return 1 + sum(bool(turn.split) for turn in told) + self.writes_again


def plan(now: datetime, seed: int = 1) -> list[Story]:
    """All stories, each with its steps, for TICKETS tickets in DAYS days before `now`."""
    draw = random.Random(seed)
    stories = _cast(draw)
    _give_endings(stories, draw)
    _trim(stories)
    for story in stories:
        _write(story, now, draw)
    return stories


def answering(language: str, department: str, draw: random.Random) -> Colleague:
    """Somebody of that department who speaks the language, mostly one whose own language it is."""
    able = [
        one
        for one in library.colleagues()
        if one.role == "agent"
        and language in one.languages
        and one.departments.get(department) in {"reply", "manage"}
    ]
    native = [one for one in able if one.languages[0] == language]
    return draw.choice(native if native and draw.random() < NATIVE_SHARE else able)


def _cast(draw: random.Random) -> list[Story]:
    stories = []
    for thread in library.threads():
        writers = _writers(thread)
        draw.shuffle(writers)
        stories += [
            Story(thread, writers[n % len(writers)], draw.getrandbits(32)) for n in range(thread.times)
        ]
    draw.shuffle(stories)
    return stories


def _writers(thread: Thread) -> list[Customer]:
    those = [one for one in library.customers() if one.language == thread.language]
    if thread.spam:
        return [one for one in library.strangers() if one.language == thread.language]
    if thread.org:
        return [one for one in those if one.organization]
    return [one for one in those if not one.organization]


def _give_endings(stories: list[Story], draw: random.Random) -> None:
    free = [story for story in stories if not story.thread.spam and story.thread.times > 2]
    for ending, count in ENDINGS.items():
        fitting = [(story, kept) for story in free if (kept := _cut(story.thread, ending, draw))]
        for story, kept in fitting[:count]:
            story.ending, story.kept = ending, kept
            story.is_late = ending in {"new", "open"} and draw.random() < 1 / LATE_ONE_IN
            free.remove(story)
        draw.shuffle(free)
    for number, story in enumerate(one for one in stories if one.thread.spam):
        story.ending = "new" if number < 2 else "closed"
    for story in stories:
        story.writes_again = bool(story.thread.again) and story.kept > 1 and story.seed % 3 == 0


def _cut(thread: Thread, ending: str, draw: random.Random) -> int | None:
    """How many turns have been said when a ticket stands like that; None when this thread never does."""
    if ending in {"solved", "closed"}:
        return len(thread.turns)
    if thread.channel == "phone" and ending in {"new", "open"}:  # somebody has it from the first word
        return None
    if ending == "new":
        return 1
    turns = list(enumerate(thread.turns, 1))
    fits = {
        "open": [n for n, turn in turns if turn.by == "customer" and n < len(turns)],
        "pending": [n for n, turn in turns if turn.by in {"agent", "supervisor"}],
        "hold": [n for n, turn in turns if "status:hold" in turn.do],
    }[ending]
    return draw.choice(fits) if fits else None


def _trim(stories: list[Story]) -> None:
    """Leaves out closed stories until there are as many tickets as wanted."""
    spare = [
        story
        for story in stories
        if story.ending == "closed" and story.tickets == 1 and story.thread.times > 2
    ]
    while sum(story.tickets for story in stories) > TICKETS and spare:
        stories.remove(spare.pop())


def _write(story: Story, now: datetime, draw: random.Random) -> None:
    """Gives the story its moments, its speakers and its words."""
    turns = _patiently(story, story.thread.turns[: story.kept])
    least, most = LAST_WORD["late" if story.is_late else story.ending]
    end = now - timedelta(hours=draw.uniform(least, most))
    moments = _moments(turns, end, draw)
    by = _by(story.customer)
    story.subject = story.wording.fill(draw.choice(story.thread.subject), by=by, to=by, at=moments[0])
    story.steps = list(_steps(story, turns, moments, draw))


def _patiently(story: Story, turns: Sequence[Turn]) -> Sequence[Turn]:
    """A customer who writes again has waited for the first answer longer than that."""
    if not story.writes_again:
        return turns
    waited = story.thread.again["after"] * 1.15 / 0.5
    return [turns[0], replace(turns[1], after=waited), *turns[2:]]


def _moments(turns: Sequence[Turn], end: datetime, draw: random.Random) -> list[datetime]:
    """When each turn is said, the last one at `end` or earlier."""
    gaps = [turn.after * draw.uniform(0.5, 1.6) for turn in turns]
    at, moments = _customer_hours(end - timedelta(hours=sum(gaps)), draw), []
    for turn, gap in zip(turns, gaps, strict=True):
        at += timedelta(hours=gap, seconds=draw.randint(5, 55))
        at = at if turn.by == "customer" else _working_hours(at, draw)
        moments.append(at)
    over = max(moments[-1] - end, timedelta())
    return [moment - over for moment in moments]


def _customer_hours(at: datetime, draw: random.Random) -> datetime:
    return at if at.hour >= 5 else at + timedelta(hours=5, minutes=draw.randint(0, 90))


def _working_hours(at: datetime, draw: random.Random) -> datetime:
    if DAY_BEGINS <= at.hour < DAY_ENDS:
        return at
    morning = at if at.hour < DAY_BEGINS else at + timedelta(days=1)
    return morning.replace(hour=DAY_BEGINS, minute=draw.randint(1, 59))


def _steps(
    story: Story, turns: Sequence[Turn], moments: Sequence[datetime], draw: random.Random
) -> Iterator[Step]:
    language, wording, customer = story.thread.language, story.wording, _by(story.customer)
    department = _department(story.thread.topic)
    colleague = answering(language, department, draw)
    for turn, at in zip(turns, moments, strict=True):
        speaker = None if turn.by == "customer" else _supervisor() if turn.by == "supervisor" else colleague
        _present(wording, speaker or colleague)
        text = wording.fill(
            turn.html or turn.say, by=_by(speaker) if speaker else customer, to=customer, at=at
        )
        split = {key: wording.fill(value, at=at) for key, value in turn.split.items()}
        files = tuple(wording.fill(file, at=at) for file in turn.files)
        yield Step(at, replace(turn, split=split, files=files), text, speaker)
        for order in turn.do:
            if order.startswith("transfer:"):
                department = order.partition(":")[2]
                colleague = answering(language, department, draw)


def _present(wording: Wording, colleague: Colleague) -> None:
    """{agent} is always whoever the customer hears from now."""
    wording.facts["agent"] = colleague.name
    wording.facts["agent_called"] = colleague.name.split()[0]


def _department(topic: str) -> str:
    return str(next(row["department"] for row in library.company()["topic"] if row["key"] == topic))


def _supervisor() -> Colleague:
    return next(one for one in library.colleagues() if one.role == "supervisor")


def _by(one: Colleague | Customer) -> str:
    return one.gender
