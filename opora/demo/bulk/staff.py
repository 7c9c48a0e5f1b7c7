"""Who answers in bulk data: the desk's own departments and agents, and more of both where so many tickets need them."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from opora.demo import company, library
from opora.demo.bulk.lexicon import latin, lexicon
from opora.demo.bulk.population import LANGUAGES
from opora.desk.actions import create_department, grant_access
from opora.desk.models import Department, Level, Topic
from opora.desk.public import departments, members, topics
from opora.people.actions import create_person
from opora.people.models import Person
from opora.people.public import Actor, Role

SYSTEM = Actor.system()
TICKETS_EACH, FEWEST, MOST = 20_000, 8, 56
LARGE = 100_000  # tickets from which on a desk has more departments than the demo's three
MORE = (
    {"en": "Repairs", "ru": "Ремонт", "cs": "Opravy"},
    {"en": "Business customers", "ru": "Корпоративные клиенты", "cs": "Firemní zákazníci"},
    {"en": "Couriers", "ru": "Курьерская служба", "cs": "Kurýři"},
    {"en": "Personal data", "ru": "Персональные данные", "cs": "Osobní údaje"},
)
SIZES = (52, 13, 17, 8, 5, 3, 2)  # tickets of the departments in their order, in percent; those behind have 1


@dataclass(frozen=True)
class Agent:
    """Somebody who answers, as far as a ticket needs them."""

    id: int
    name: str
    language: str


@dataclass(frozen=True)
class Queue:
    """A department, who answers there, what its tickets are about."""

    id: int
    brand: int
    agents: Sequence[Agent]
    topics: Sequence[tuple[str, Topic]]
    size: int

    @cached_property
    def speaking(self) -> Mapping[str, Sequence[Agent]]:
        """Who answers in which language: those whose own it is, or everybody where there are none."""
        return {
            language: [agent for agent in self.agents if agent.language == language] or self.agents
            for language in LANGUAGES
        }


def queues(tickets: int, draw: random.Random) -> list[Queue]:
    """The desk for so many tickets; an empty one gets the demo company first."""
    with transaction.atomic():
        if not departments().exists():
            company.set_up(sign_ins=())
        if tickets >= LARGE:
            _more_departments()
            _more_agents(min(MOST, FEWEST + tickets // TICKETS_EACH), draw)
    keys = {row["name"]["en"]: row["key"] for row in library.company()["topic"]}
    found = [
        _queue(
            place,
            department,
            [(keys.get(topic.name, ""), topic) for topic in topics() if topic.department_id == department.pk],
        )
        for place, department in enumerate(departments())
    ]
    return [queue for queue in found if queue.agents] or found


def _queue(place: int, department: Department, about: Sequence[tuple[str, Topic]]) -> Queue:
    people = members(department, Level.REPLY) or list(Person.objects.filter(role=Role.ADMINISTRATOR)[:1])
    agents = [Agent(one.pk, one.called, one.language) for one in people]
    size = SIZES[place] if place < len(SIZES) else 1
    return Queue(department.pk, department.brand_id, agents, about, size)


def _more_departments() -> None:
    known = set(Department.objects.values_list("name", flat=True))
    for place, names in enumerate(MORE, len(known)):
        if names["en"] not in known:
            create_department(actor=SYSTEM, name=names["en"], translations=names, position=place)


def _more_agents(wanted: int, draw: random.Random) -> None:
    """New agents until there are so many; each department gets its share, and at least one."""
    places = list(departments())
    sizes = [SIZES[place] if place < len(SIZES) else 1 for place in range(len(places))]
    empty = [place for place in places if not members(place, Level.REPLY)]
    missing = wanted - Person.objects.filter(role__in=[Role.AGENT, Role.SUPERVISOR], is_active=True).count()
    for number in range(max(missing, len(empty))):
        place = empty[number] if number < len(empty) else draw.choices(places, sizes)[0]
        grant_access(actor=SYSTEM, person=_agent(draw), department=place, level=Level.REPLY)


def _agent(draw: random.Random) -> Person:
    language = draw.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
    words, by = lexicon(language), draw.choice("mf")
    first, last = draw.choice(words.names[by]), draw.choice(words.surnames[by])
    number = Person.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    address = f"{latin(first)}.{latin(last)}.{number}@team.example"
    return create_person(
        actor=SYSTEM, name=f"{first} {last}", email=address, role=Role.AGENT, language=language
    )
