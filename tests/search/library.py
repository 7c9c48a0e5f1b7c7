"""A small library of tickets in three languages, and who asks for what of it: the same answers on every database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from opora.desk.actions import grant_access
from opora.desk.models import Level, Priority
from opora.events.public import catch_up, clock
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.actions import (
    add_note,
    assign,
    change_priority,
    change_status,
    change_tags,
    open_ticket,
    reply,
    transfer,
)
from opora.tickets.models import Channel, Ticket
from opora.tickets.public import NewFile, Words
from tests.cast import Cast

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
SYSTEM = Actor.system()


@dataclass
class Library:
    """The tickets by a short name."""

    cast: Cast
    tickets: dict[str, Ticket] = field(default_factory=dict)

    def names(self, numbers: object) -> list[str]:
        """What is called by these numbers here, in their order."""
        names = {ticket.pk: name for name, ticket in self.tickets.items()}
        return [names[number] for number in numbers if number in names]  # type: ignore[attr-defined]


def stock(cast: Cast) -> Library:
    """Builds it through the verbs, a day apart from each other, and brings the index up to date."""
    library = Library(cast)
    grant_access(actor=SYSTEM, person=cast.vera, department=cast.billing, level=Level.READ)
    cast.vera = Person.objects.get(pk=cast.vera.pk)  # who remembers what she could see before
    for day, (name, tell) in enumerate(STORIES.items()):
        with clock.at(BEGIN + timedelta(days=day)):
            library.tickets[name] = tell(cast)
    catch_up("search")
    return library


def _asked(cast: Cast, who: str, subject: str, text: str, *files: NewFile) -> Ticket:
    person = getattr(cast, who)
    words = Words(text=text, files=files)
    return open_ticket(
        actor=Actor.of(person), requester=person, subject=subject, words=words, channel=Channel.MAIL
    )


def _refund(cast: Cast) -> Ticket:
    ticket = _asked(
        cast,
        "anna",
        "Возврат денег за заказ SV-104233",
        "Здравствуйте! Верните деньги за принтер, объём бака не тот.",
    )
    reply(
        actor=Actor.of(cast.vera),
        ticket=ticket,
        words=Words(text="Деньги вернутся в течение трёх дней."),
        channel=Channel.DESK,
    )
    add_note(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="клиент скандалит, бухгалтерия в курсе")
    )
    change_tags(actor=SYSTEM, ticket=ticket, tags=["vip"])
    return assign(actor=SYSTEM, ticket=ticket, to=cast.vera)


def _order(cast: Cast) -> Ticket:
    return _asked(
        cast,
        "lucie",
        "Objednávka nedorazila",
        "Dobrý den, moje objednávka č. 2024-5517 nedorazila. Prosím o řešení.",
    )


def _orders(cast: Cast) -> Ticket:
    ticket = _asked(cast, "lucie", "Dotaz", "Dobry den, mam dotaz k objednavkam z eshopu, neprisly faktury.")
    return change_priority(actor=SYSTEM, ticket=ticket, priority=Priority.URGENT)


def _english(cast: Cast) -> Ticket:
    return _asked(
        cast,
        "mia",
        "Two refunds missing",
        "Hello, my orders were cancelled but the printers were never refunded. Call +44 20 7946 0958.",
    )


def _delivery(cast: Cast) -> Ticket:
    ticket = _asked(
        cast,
        "anna",
        "Ёлка и посылки",
        "Где мои посылки? Пишите на anna.k@veter.example или wi-fi точку почините.",
    )
    return change_status(actor=SYSTEM, ticket=ticket, status="solved")


def _mixed(cast: Cast) -> Ticket:
    return _asked(
        cast,
        "anna",
        "Kэшбэк за IP-телефон",
        "Не начислен кэшбэк, iPhone15 куплен по адресу https://shop.example/cart?id=77",
    )


def _invoice(cast: Cast) -> Ticket:
    ticket = _asked(cast, "lucie", "Faktura", "Chybí mi faktura za účet.", NewFile("smlouva-2026.bin", b"x"))
    return transfer(actor=SYSTEM, ticket=ticket, department=cast.billing)


STORIES: dict[str, Callable[[Cast], Ticket]] = {
    "refund": _refund,
    "order": _order,
    "orders": _orders,
    "english": _english,
    "delivery": _delivery,
    "mixed": _mixed,
    "invoice": _invoice,
}
