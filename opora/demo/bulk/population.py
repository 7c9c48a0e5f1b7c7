"""Who writes in bulk data: the customers that the desk has, and as many more as it takes, some of them of companies."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from opora.demo.bulk import rows
from opora.demo.bulk.drawing import weighted, zipf
from opora.demo.bulk.lexicon import called, latin, lexicon
from opora.demo.bulk.moments import stamps
from opora.events.public import appending_past
from opora.people.models import Identity, Organization, OrganizationDomain, Person
from opora.people.public import Role

LANGUAGES = {"ru": 45, "cs": 25, "en": 30}
TICKETS_EACH, MOST = 12, 50_000
TICKETS_EACH_COMPANY, MOST_COMPANIES = 1_500, 400
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Writer:
    """A customer, as far as a ticket needs one."""

    id: int
    name: str
    language: str
    organization: int | None
    gender: str
    called: str


class Writers:
    """Endless customers: a few write much, most seldom. `beside` gives somebody to take into the conversation."""

    def __init__(self, found: Sequence[Writer], draw: random.Random) -> None:
        self._draw, self._all = draw, found
        self._summed = list(accumulate(1 / (rank + 20) for rank in range(len(found))))
        self._next = weighted(draw, found, [1 / (rank + 20) for rank in range(len(found))])
        self._companies: dict[int, list[Writer]] = {}
        for one in found:
            if one.organization:
                self._companies.setdefault(one.organization, []).append(one)

    def next(self) -> Writer:
        """Who writes now."""
        return next(self._next)

    def beside(self, writer: Writer) -> Writer | None:
        """A colleague, or anybody for those who have none; nobody when the draw gives the writer themselves."""
        near = self._companies.get(writer.organization or 0, self._all)
        found = near[int(self._draw.random() * len(near))]
        return found if found.id != writer.id else None


def writers(tickets: int, since: int, draw: random.Random) -> list[Writer]:
    """Customers for so many tickets: those the desk has, and new ones until there are enough, known since then."""
    wanted = min(MOST, max(30, tickets // TICKETS_EACH))
    missing = wanted - Person.objects.filter(role=Role.CUSTOMER).count()
    if missing > 0:
        names = {language: _names(language, draw) for language in LANGUAGES}
        companies = _companies(min(MOST_COMPANIES, tickets // TICKETS_EACH_COMPANY), since, draw)
        languages = weighted(draw, list(LANGUAGES), list(LANGUAGES.values()))
        for begun in range(0, missing, BATCH):
            people = _People(since, draw, companies)
            people.invent(
                [
                    (language, *next(names[language]))
                    for language, _n in zip(languages, range(min(BATCH, missing - begun)), strict=False)
                ]
            )
    known = Person.objects.filter(role=Role.CUSTOMER).order_by("id")[:MOST]
    found = [_writer(*row) for row in known.values_list("id", "name", "language", "organization_id")]
    random.Random(len(found)).shuffle(found)  # those who were first are not those who write most
    return found


def _writer(key: int, name: str, language: str, organization: int | None) -> Writer:
    first = (name.split() or [""])[0]
    gender = "f" if name.endswith(("а", "я", "á")) else "m"
    return Writer(key, name, language or "en", organization, gender, called(first, language))


def _names(language: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """First name and surname that agree; some surnames are everywhere, most are not."""
    words = lexicon(language)
    firsts = {by: zipf(draw, draw.sample(words.names[by], len(words.names[by])), 12) for by in "mf"}
    lasts = {by: zipf(draw, draw.sample(words.surnames[by], len(words.surnames[by])), 30) for by in "mf"}
    while True:
        by = "m" if draw.random() < 0.47 else "f"
        yield next(firsts[by]), next(lasts[by])


@dataclass(frozen=True)
class _Company:
    id: int
    domain: str


def _companies(count: int, since: int, draw: random.Random) -> list[tuple[str, _Company]]:
    """So many new organizations with their language and mail domain."""
    organizations = rows.Rows(Organization, "id", "name", "created_at")
    domains = rows.Rows(OrganizationDomain, "organization_id", "domain")
    log, now, found = rows.events(), stamps()(since), []
    with appending_past(count) as position:
        first = rows.claim_ids(Organization, count) if count else 0
        for number in range(count):
            language = draw.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
            name, key = draw.choice(lexicon(language).companies), first + number
            domain = f"{latin(name)[:24]}-{key}.example"
            organizations.add(key, name, now)
            domains.add(key, domain)
            _happened(log, position + number, now, "organization.created", {"organization": key}, draw)
            found.append((language, _Company(key, domain)))
        for table in (organizations, domains, log):
            table.write()
    return found


class _People:
    """One batch of new customers on their way into the tables."""

    def __init__(self, since: int, draw: random.Random, companies: Sequence[tuple[str, _Company]]) -> None:
        self.now, self.draw = stamps()(since), draw
        self.companies = {
            language: zipf(draw, [company for spoken, company in companies if spoken == language])
            for language in {spoken for spoken, _company in companies}
        }
        self.people = rows.Rows(
            Person, "id", "name", "email", "role", "language", "organization_id", "password", "created_at"
        )
        self.identities = rows.Rows(
            Identity, "id", "person_id", "kind", "value", "shown", "is_primary", "created_at"
        )
        self.log = rows.events()

    def invent(self, names: Sequence[tuple[str, str, str]]) -> None:
        """Writes customers of these languages and names."""
        count = len(names)
        with appending_past(2 * count) as position:
            first, first_identity = rows.claim_ids(Person, count), rows.claim_ids(Identity, count)
            for number, (language, one, other) in enumerate(names):
                self._add(
                    first + number, first_identity + number, position + 2 * number, language, one, other
                )
            for table in (self.people, self.identities, self.log):
                table.write()

    def _add(self, key: int, identity: int, position: int, language: str, first: str, last: str) -> None:
        company = (
            next(self.companies[language])
            if language in self.companies and self.draw.random() < 0.25
            else None
        )
        domain = company.domain if company else f"mail-{language}.example"
        address, name = f"{latin(first)}.{latin(last)}.{key}@{domain}", f"{first} {last}"
        works_at = company.id if company else None
        self.people.add(key, name, address, Role.CUSTOMER.value, language, works_at, "!", self.now)
        self.identities.add(identity, key, "email", address, address, True, self.now)
        created = {"person": key, "role": "customer"}
        added = {"person": key, "identity": identity, "sort": "email"}
        act = _happened(self.log, position, self.now, "person.created", created, self.draw)
        _happened(self.log, position + 1, self.now, "person.identity_added", added, self.draw, act)


def _happened(
    log: rows.Rows,
    position: int,
    at: str,
    kind: str,
    data: dict[str, object],
    draw: random.Random,
    act: str = "",
) -> str:
    """Adds an event of the desk itself; returns its act."""
    act = act or UUID(int=draw.getrandbits(128), version=4).hex  # MariaDB takes no other bits for one
    log.add(position, at, kind, None, "system", None, act, 2, json.dumps(data), "")
    return act
