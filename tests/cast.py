"""The cast: one small desk with a name for everybody in it.

Built through the verbs once in a run; every further test gets the same rows back, which is ten times as quick.
"""

import pickle
from dataclasses import dataclass, field

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from opora.desk.actions import create_brand, create_department, create_mailbox, create_topic, grant_access
from opora.desk.models import Brand, Department, Level, Mailbox, Topic
from opora.people.actions import create_organization, create_person, set_password
from opora.people.models import Organization, Person
from opora.people.public import Actor, Role
from opora.tickets.actions import assign, change_status, open_ticket, reply
from opora.tickets.models import Channel, Status, Ticket
from opora.tickets.public import Words

PASSWORD = "a-cast-password"


@dataclass
class Cast:
    """Vera and Egor answer in the first line, Petr is a stranger from billing; Anna, Lucie and Mia are customers."""

    brand: Brand
    first_line: Department
    billing: Department
    mailbox: Mailbox
    orders: Topic
    vera: Person
    egor: Person
    petr: Person
    sofia: Person
    adam: Person
    anna: Person
    lucie: Person
    mia: Person
    severny: Organization
    tickets: dict[str, Ticket] = field(default_factory=dict)

    @property
    def everybody(self) -> dict[str, Person]:
        """By role in the story: agent, stranger, supervisor, administrator, customer, other customer."""
        return {
            "agent": self.vera,
            "stranger": self.petr,
            "supervisor": self.sofia,
            "administrator": self.adam,
            "customer": self.anna,
            "other_customer": self.mia,
        }


_remembered: bytes | None = None


def build() -> Cast:
    """Makes the desk. Needs a database; the rows are remembered when it was empty before."""
    global _remembered
    if any(model._base_manager.exists() for model in (Person, Ticket, Brand)):
        return _build()
    if _remembered is not None:
        return _put_back(*pickle.loads(_remembered))
    had = {model for model in apps.get_models() if model._base_manager.exists()}
    cast = _build()
    rows = {model: list(model._base_manager.all()) for model in set(apps.get_models()) - had}
    _remembered = pickle.dumps((cast, {model: found for model, found in rows.items() if found}))
    return cast


def _put_back(cast: Cast, rows: dict[type[models.Model], list[models.Model]]) -> Cast:
    # The tables come in no order, and MariaDB does not wait for the commit to look whether a row's parent is there.
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for model, found in rows.items():
            model._base_manager.bulk_create(found)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)
    return cast


def _build() -> Cast:
    system = Actor.system()
    brand = create_brand(actor=system, name="Severka")
    names = {"ru": "Первая линия", "cs": "První linie"}
    # No confirmations: a test that looks at the queue finds what it is about. Those about them switch them on.
    quiet = {"confirms_mail": False, "confirms_web": False}
    first_line = create_department(
        actor=system, brand=brand, name="First line", translations=names, language="en", **quiet
    )
    billing = create_department(actor=system, brand=brand, name="Billing", position=1, **quiet)
    mailbox = create_mailbox(actor=system, address="help@severka.example", department=first_line)
    create_mailbox(actor=system, address="billing@severka.example", department=billing)
    fields = [{"name": "order", "kind": "text", "label": "Order number", "required": True}]
    orders = create_topic(actor=system, name="Orders", department=first_line, fields=fields)
    severny = create_organization(actor=system, name="Северный ветер", domains=["veter.example"])
    people = {
        "vera": ("Вера Соколова", "vera@severka.example", Role.AGENT, "ru"),
        "egor": ("Егор Мишин", "egor@severka.example", Role.AGENT, "ru"),
        "petr": ("Petr Malý", "petr@severka.example", Role.AGENT, "cs"),
        "sofia": ("Sofia Grant", "sofia@severka.example", Role.SUPERVISOR, "en"),
        "adam": ("Adam Root", "adam@severka.example", Role.ADMINISTRATOR, "en"),
        "anna": ("Анна Ковалёва", "anna@veter.example", Role.CUSTOMER, "ru"),
        "lucie": ("Lucie Benešová", "lucie@posta.example", Role.CUSTOMER, "cs"),
        "mia": ("Mia Hartley", "mia@letters.example", Role.CUSTOMER, "en"),
    }
    made = {
        key: create_person(actor=system, name=name, email=email, role=role, language=language)
        for key, (name, email, role, language) in people.items()
    }
    for key in ("vera", "egor"):
        grant_access(actor=system, person=made[key], department=first_line, level=Level.REPLY)
    grant_access(actor=system, person=made["petr"], department=billing, level=Level.REPLY)
    for key in ("vera", "egor", "petr", "sofia", "adam"):
        made[key] = set_password(actor=system, person=made[key], password=PASSWORD, check=False)
    cast = Cast(brand, first_line, billing, mailbox, orders, severny=severny, **made)
    cast.tickets = {status: _ticket_in(cast, status) for status in Status.values}
    return cast


def _ticket_in(cast: Cast, status: str) -> Ticket:
    customer = cast.anna
    ticket = open_ticket(
        actor=Actor.of(customer),
        requester=customer,
        subject=f"Кэшбэк за заказ 48-1173 ({status})",
        words=Words(text="Здравствуйте! Кэшбэк так и не начислен."),
        channel=Channel.MAIL,
    )
    if status == Status.NEW:
        return ticket
    vera = Actor.of(cast.vera)
    reply(actor=vera, ticket=ticket, words=Words(text="Анна, здравствуйте! Проверяем."), channel=Channel.DESK)
    assign(actor=vera, ticket=ticket, to=cast.vera)
    return change_status(actor=vera, ticket=ticket, status=status)
