"""The cast: one small desk with a name for everybody in it. Built through the verbs, once for each test that asks."""

from dataclasses import dataclass, field

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


def build() -> Cast:
    """Makes the desk. Needs a database."""
    system = Actor.system()
    brand = create_brand(actor=system, name="Severka")
    names = {"ru": "Первая линия", "cs": "První linie"}
    first_line = create_department(actor=system, brand=brand, name="First line", translations=names, language="en")
    billing = create_department(actor=system, brand=brand, name="Billing", position=1)
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
