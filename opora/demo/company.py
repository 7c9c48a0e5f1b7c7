"""Setting the imaginary company up on an empty desk, through the same verbs an administrator uses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import nh3
from django.conf import settings

from opora.demo import library
from opora.demo.library import Colleague, Customer
from opora.desk.actions import (
    change_mailbox,
    change_setting,
    create_brand,
    create_department,
    create_mailbox,
    create_topic,
    grant_access,
)
from opora.desk.models import Brand, Department, Level, Mailbox, Priority, Security, Topic
from opora.mail.actions import change_template
from opora.people.actions import create_organization, create_person, set_password
from opora.people.models import Person
from opora.people.public import Actor, by_email
from opora.search.actions import save_search

PASSWORD = "severka-demo"  # noqa: S105 - printed at every start of the demo, for a desk with invented people only
SIGN_INS = ("anna", "tereza", "emily", "marina", "tomas")
LEVELS = {"read": Level.READ, "reply": Level.REPLY, "manage": Level.MANAGE}
SYSTEM = Actor.system()


@dataclass(frozen=True)
class Company:
    """What was set up, by the keys of content/."""

    departments: Mapping[str, Department]
    topics: Mapping[str, Topic]
    people: Mapping[str, Person]

    def actor(self, who: Colleague | Customer) -> Actor:
        """Somebody of the company or one of its customers, acting."""
        return Actor.of(self.people[who.address])


def is_there() -> bool:
    """Whether this desk is the demo desk."""
    return by_email(library.colleagues()[0].address) is not None


def set_up(sign_ins: Collection[str] = SIGN_INS) -> Company:
    """Makes brand, departments, topics, mailboxes, organizations, people on an empty desk; those named may sign in."""
    _brand()
    departments = {
        row["key"]: _department(row, place) for place, row in enumerate(library.company()["department"])
    }
    topics = {
        row["key"]: _topic(row, place, departments) for place, row in enumerate(library.company()["topic"])
    }
    for row in library.company()["organization"]:
        create_organization(actor=SYSTEM, name=row["name"], domains=[row["domain"]])
    people = {one.address: _colleague(one, departments, sign_ins) for one in library.colleagues()}
    people |= {one.address: _customer(one) for one in (*library.customers(), *library.strangers())}
    _searches(people)
    return Company(departments, topics, people)


def point_mail_at(door: str) -> None:
    """Answers leave through the sink beside the mail door HOST:PORT, which may have changed since the last start."""
    host, port = outbox(door)
    for mailbox in Mailbox.objects.filter(
        address__in=[row["address"] for row in library.company()["department"]]
    ):
        change_mailbox(
            actor=SYSTEM, mailbox=mailbox, out_host=host, out_port=port, out_security=Security.PLAIN
        )


def outbox(door: str = "") -> tuple[str, int]:
    """Where the demo's outgoing mail is collected: on loopback, one port above the mail door."""
    _host, _colon, port = (door or settings.ENV.smtp_door or "127.0.0.1:8025").rpartition(":")
    return "127.0.0.1", int(port) + 1


def _searches(people: Mapping[str, Person]) -> None:
    supervisor = next(one for one in library.colleagues() if one.role == "supervisor")
    for place, row in enumerate(library.company()["search"]):
        save_search(actor=Actor.of(people[supervisor.address]), is_shared=True, place=place, **row)


def _brand() -> None:
    names = library.company()["brand"]["name"]
    _templates(create_brand(actor=SYSTEM, name=names["en"], translations=names, accent="#1f4f7a"))
    wanted = {"desk_name": names["en"], "desk_time_zone": "Europe/Prague", "set_up": True}
    for name, value in {**wanted, "mail_answer_hours": 4, "rating_after_hours": 2}.items():
        change_setting(actor=SYSTEM, name=name, value=value)


def _department(row: Mapping[str, Any], place: int) -> Department:
    department = create_department(
        actor=SYSTEM,
        name=row["name"]["en"],
        translations=row["name"],
        signature=_html(row["signature"]["en"]),
        signatures={language: _html(text) for language, text in row["signature"].items()},
        asks_rating=True,
        position=place,
    )
    host, port = outbox()
    create_mailbox(
        actor=SYSTEM,
        address=row["address"],
        department=department,
        out_host=host,
        out_port=port,
        out_security=Security.PLAIN,
    )
    return department


def _html(signature: str) -> str:
    lines = signature.replace("{agent}", "{{ agent.name }}").split("\n")
    return "<p>" + "<br>".join(nh3.clean(line) for line in lines) + "</p>"


def _templates(brand: Brand) -> None:
    """The company's own words for the confirmation; the other templates are the built-in ones."""
    for language, words in library.company()["confirmation"].items():
        html = "".join(f"<p>{nh3.clean(part)}</p>" for part in words["text"].strip().split("\n\n"))
        change_template(
            actor=SYSTEM,
            purpose="confirmation",
            language=language,
            brand=brand,
            subject=words["subject"],
            html=html.replace("{open}", '<a href="{{ link }}">').replace("{shut}", "</a>"),
        )


def _topic(row: Mapping[str, Any], place: int, departments: Mapping[str, Department]) -> Topic:
    return create_topic(
        actor=SYSTEM,
        name=row["name"]["en"],
        translations=row["name"],
        department=departments[row["department"]],
        priority=Priority[row["priority"].upper()],
        fields=[_field(field) for field in row.get("field", ())],
        position=place,
    )


def _field(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in ("kind", "required", "choices") if key in row}
    return {"name": row["key"], "label": row["label"]["en"], "labels": row["label"], **kept}


def _colleague(one: Colleague, departments: Mapping[str, Department], sign_ins: Collection[str]) -> Person:
    person = create_person(
        actor=SYSTEM,
        name=one.name,
        email=one.address,
        role=one.role,
        language=one.languages[0],
        time_zone=one.time_zone,
    )
    for key, level in one.departments.items():
        grant_access(actor=SYSTEM, person=person, department=departments[key], level=LEVELS[level])
    if one.key in sign_ins:
        set_password(actor=SYSTEM, person=person, password=PASSWORD, check=False)
    return Person.objects.get(pk=person.pk)


def _customer(one: Customer) -> Person:
    return create_person(actor=SYSTEM, name=one.name, email=one.address, language=one.language)
