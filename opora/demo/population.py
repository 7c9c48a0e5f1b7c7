"""Who takes part in bulk data: the desk's own departments, agents and topics, and as many customers as it takes."""

import json
import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from opora.demo import company, library, rows
from opora.desk.models import Department, Level
from opora.desk.public import departments, members
from opora.events.public import appending_past, clock
from opora.people.models import Identity, Person
from opora.people.public import Role

TICKETS_EACH = 12
MOST = 50_000
BATCH = 5_000
# One Latin letter or two for each Cyrillic one; the address only has to look right.
_LATIN = {
    **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}


@dataclass(frozen=True)
class Writer:
    """A customer, as far as a ticket needs one."""

    id: int
    name: str
    language: str
    organization: int | None


@dataclass(frozen=True)
class Queue:
    """A department and who answers there."""

    department: Department
    agents: Sequence[Person]


def queues() -> list[Queue]:
    """The desk's departments with people who may answer; an empty desk gets the demo company first."""
    if not departments().exists():
        with transaction.atomic():
            company.set_up(sign_ins=())
    found = [Queue(department, members(department, Level.REPLY)) for department in departments()]
    manned = [queue for queue in found if queue.agents]
    return manned or [
        Queue(queue.department, list(Person.objects.filter(role=Role.ADMINISTRATOR)[:1])) for queue in found
    ]


def writers(tickets: int, draw: random.Random) -> list[Writer]:
    """Customers for so many tickets: those the desk has, and new ones until there are enough."""
    wanted = min(MOST, max(30, tickets // TICKETS_EACH))
    missing = wanted - Person.objects.filter(role=Role.CUSTOMER).count()
    for begun in range(0, max(0, missing), BATCH):
        _invent(min(BATCH, missing - begun), draw)
    known = Person.objects.filter(role=Role.CUSTOMER).order_by("id")[:MOST]
    columns = known.values_list("id", "name", "language", "organization_id")
    return [
        Writer(key, name, language or "en", organization) for key, name, language, organization in columns
    ]


def _invent(count: int, draw: random.Random) -> None:
    people = rows.Rows(Person, "id", "name", "email", "role", "language", "password", "created_at")
    identities = rows.Rows(Identity, "id", "person_id", "kind", "value", "shown", "is_primary", "created_at")
    log, now = rows.events(), rows.moments()(clock.now())
    with appending_past(2 * count) as position:
        first, first_identity = rows.claim_ids(Person, count), rows.claim_ids(Identity, count)
        for number in range(count):
            key, name, language = first + number, *_name(draw)
            address = f"{_latin(name.split()[0])}.{key}@mail-{language}.example"
            people.add(key, name, address, Role.CUSTOMER.value, language, "!", now)
            identities.add(first_identity + number, key, "email", address, address, True, now)
            happenings = [
                ("person.created", {"person": key, "role": "customer"}),
                (
                    "person.identity_added",
                    {"person": key, "identity": first_identity + number, "sort": "email"},
                ),
            ]
            for place, (kind, data) in enumerate(happenings, position + 2 * number):
                act = UUID(int=draw.getrandbits(128), version=4).hex
                log.add(place, kind, None, "system", None, act, now, 2, json.dumps(data), "")
        people.write()
        identities.write()
        log.write()


def _name(draw: random.Random) -> tuple[str, str]:
    """A first name of one customer of content/ with the surname of another of the same language and gender."""
    one = draw.choice(library.customers())
    other = draw.choice(
        [two for two in library.customers() if (two.language, two.gender) == (one.language, one.gender)]
    )
    return f"{one.name.split()[0]} {other.name.split()[-1]}", one.language


def _latin(name: str) -> str:
    spelled = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalpha()) or "customer"
