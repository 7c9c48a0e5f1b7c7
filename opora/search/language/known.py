"""The keys that the search brings itself."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opora.desk.models import Priority, TicketType
from opora.search.language.keys import Key, announce_key
from opora.search.language.kinds.choices import Choices, Option
from opora.search.language.kinds.dates import Dates
from opora.search.language.kinds.names import Names
from opora.search.language.kinds.numbers import WholeNumbers
from opora.tickets.models import Channel, Status

PEOPLE = Names(may_be_me=True, name=_("name or address"))
# Words in Russian and Czech stand here, so that a query means the same in whatever language the interface is.
_STATUS_WORDS = {
    Status.NEW: ("новая", "nový"),
    Status.OPEN: ("открыта", "otevřený"),
    Status.PENDING: ("ждёт клиента", "ожидает", "čeká na zákazníka"),
    Status.HOLD: ("отложена", "odložený"),
    Status.SOLVED: ("решена", "vyřešený"),
    Status.CLOSED: ("закрыта", "uzavřený", "zavřený"),
}
_PRIORITY_WORDS = {
    Priority.LOW: ("низкий", "nízká"),
    Priority.NORMAL: ("обычный", "běžná"),
    Priority.HIGH: ("высокий", "vysoká"),
    Priority.URGENT: ("срочный", "naléhavá"),
}
_TYPE_WORDS = {
    TicketType.QUESTION: ("вопрос", "dotaz"),
    TicketType.INCIDENT: ("инцидент",),
    TicketType.PROBLEM: ("проблема", "problém"),
    TicketType.TASK: ("задача", "úkol"),
}
_CHANNEL_WORDS = {
    Channel.MAIL: ("почта", "e-mail", "pošta"),
    Channel.WEB: ("веб-форма", "форма", "webový formulář", "formulář"),
    Channel.PORTAL: ("портал", "portál"),
    Channel.PHONE: ("телефон", "telefon"),
    Channel.CHAT: ("чат",),
    Channel.MESSENGER: ("мессенджер",),
    Channel.DESK: ("служба", "podpora"),
}
UNSOLVED = Option("unsolved", _("not solved"), ("нерешённая", "незакрытая", "nevyřešený"))
STATUSES = (*(Option(status.value, status.label, _STATUS_WORDS[status]) for status in Status), UNSOLVED)
PRIORITIES = tuple(
    Option(priority.name.lower(), priority.label, (*_PRIORITY_WORDS[priority], str(priority.value)))
    for priority in Priority
)
TYPES = tuple(Option(type.value, type.label, _TYPE_WORDS[type]) for type in TicketType)
CHANNELS = tuple(Option(channel.value, channel.label, _CHANNEL_WORDS.get(channel, ())) for channel in Channel)
HAS = [
    Option(
        "attachment", pgettext_lazy("search", "attachment"), ("file", "вложение", "файл", "příloha", "soubor")
    ),
    Option("note", pgettext_lazy("search", "staff note"), ("заметка", "комментарий", "poznámka")),
]
IS = [
    Option("open", pgettext_lazy("search", "not solved"), ("unsolved", "открытые", "otevřené")),
    Option("mine", pgettext_lazy("search", "mine"), ("мои", "мой", "moje", "můj")),
    Option("unassigned", pgettext_lazy("search", "unassigned"), ("свободные", "ничьи", "volné")),
    Option(
        "waiting",
        pgettext_lazy("search", "waiting for an answer"),
        ("unanswered", "без ответа", "bez odpovědi"),
    ),
    Option("late", pgettext_lazy("search", "late"), ("overdue", "просрочено", "po termínu", "pozdě")),
    Option(
        "undelivered",
        pgettext_lazy("search", "with an answer that did not arrive"),
        ("недоставлено", "nedoručené"),
    ),
    Option("merged", pgettext_lazy("search", "merged into another"), ("объединено", "sloučené")),
]


def languages() -> Sequence[Option]:
    """The languages of the interface by name; any other is known by its code."""
    native = {"ru": ("русский", "rusky"), "cs": ("česky", "čeština", "cz"), "en": ("english", "anglicky")}
    return [Option(code, name, native.get(code, ())) for code, name in settings.LANGUAGES]


def is_language_code(said: str) -> bool:
    """Whether it may be the code of a language that the interface does not speak."""
    return said.isascii() and said.isalpha() and len(said) in {2, 3}


def announce() -> None:
    """Announces them all. For the room's `ready`."""
    for key in (*_people(), *_places(), *_properties(), *_texts(), *_flags(), *_times(), *_rest()):
        announce_key(key)


def _people() -> Sequence[Key]:
    return (
        Key("from", PEOPLE, _("From"), _("who asked, or wrote a message"), {"ru": ("от",), "cs": ("od",)}),
        Key(
            "to", PEOPLE, _("To"), _("who gets copies, or the address of ours that was written to"),
            {"en": ("cc",), "ru": ("кому", "копия"), "cs": ("komu", "kopie")},
        ),
        Key(
            "requester", PEOPLE, _("Requester"), _("who asked"),
            {"en": ("customer",), "ru": ("заявитель", "клиент"), "cs": ("žadatel", "zákazník")},
        ),
        Key(
            "agent", Names(may_be_none=True, may_be_me=True, name=_("name or address, me, none")), _("Agent"), _("who answers for it"),
            {"en": ("assignee",), "ru": ("агент", "исполнитель", "ответственный"), "cs": ("řešitel",)},
            staff_only=True,
        ),
    )  # fmt: skip


def _places() -> Sequence[Key]:
    some, maybe = Names(), Names(may_be_none=True, name=_("name, none"))
    return (
        Key(
            "dept", some, _("Department"), _("the department it is in"),
            {"en": ("department",), "ru": ("отдел",), "cs": ("oddělení",)},
        ),
        Key(
            "org", maybe, _("Organization"), _("the requester's organization"),
            {"en": ("organization", "company"), "ru": ("организация", "компания"), "cs": ("organizace", "firma")},
        ),
        Key("topic", maybe, _("Topic"), _("what it is about"), {"ru": ("тематика",), "cs": ("téma",)}),
        Key("brand", some, _("Brand"), _("the face it came to"), {"ru": ("бренд",), "cs": ("značka",)}),
    )  # fmt: skip


def _properties() -> Sequence[Key]:
    return (
        Key(
            "status", Choices(lambda: STATUSES, name=_("status")), _("Status"), _("how far it is; unsolved: new, open, pending or on hold"),
            {"ru": ("статус", "состояние"), "cs": ("stav",)},
        ),
        Key(
            "priority", Choices(lambda: PRIORITIES, is_ordered=True, name=_("priority, >=high")), _("Priority"), _("how urgent it is"),
            {"ru": ("приоритет",), "cs": ("priorita",)}, staff_only=True,
        ),
        Key(
            "type", Choices(lambda: TYPES, name=_("type")), _("Type"), _("question, incident, problem or task"),
            {"ru": ("тип",), "cs": ("typ",)}, staff_only=True,
        ),
        Key(
            "tag", Names(may_be_none=True, name=_("tag, none")), _("Tag"), _("a word that the team put on it"),
            {"en": ("label",), "ru": ("метка", "тег"), "cs": ("štítek",)}, staff_only=True,
        ),
        Key(
            "channel", Choices(lambda: CHANNELS, name=_("channel")), _("Channel"), _("the way it came in"),
            {"en": ("via",), "ru": ("канал",), "cs": ("kanál",)},
        ),
        Key(
            "language", Choices(languages, others=is_language_code, name=_("language")), _("Language"), _("what it is written in"),
            {"en": ("lang",), "ru": ("язык",), "cs": ("jazyk",)},
        ),
    )  # fmt: skip


def _texts() -> Sequence[Key]:
    return (
        Key("subject", None, _("Subject"), _("words of the subject"), {"ru": ("тема",), "cs": ("předmět",)}),
        Key(
            "content", None, _("Text"), _("words of the messages"),
            {"en": ("text", "body"), "ru": ("содержание", "текст"), "cs": ("obsah",)},
        ),
        Key("file", None, _("File"), _("words of attached files and their names"), {"ru": ("файл",), "cs": ("soubor",)}),
    )  # fmt: skip


def _flags() -> Sequence[Key]:
    return (
        Key("has", Choices(lambda: HAS, name=_("attachment, note")), _("Has"), _("what is on it"), {"ru": ("есть",), "cs": ("má",)}),
        Key(
            "is", Choices(lambda: IS, name=_("open, mine, unassigned, waiting, late, undelivered, merged")), _("Is"), _("how it stands"),
            {"ru": ("это",), "cs": ("je",)},
        ),
    )  # fmt: skip


def _times() -> Sequence[Key]:
    past, ending = Dates(), Dates(may_be_none=True, name=_("time, none"))
    promise = Dates(is_future=True, may_be_none=True, name=_("time, none"))
    return (
        Key("created", past, _("Created"), _("when it came in"), {"ru": ("создан", "создана"), "cs": ("vytvořeno",)}),
        Key("updated", past, _("Changed"), _("when anything changed last"), {"ru": ("изменён", "изменена"), "cs": ("změněno",)}),
        Key("replied", ending, _("Replied"), _("when an agent first answered"), {"ru": ("отвечен", "отвечена"), "cs": ("odpovězeno",)}),
        Key("solved", ending, _("Solved"), _("when it was solved"), {"ru": ("решён", "решена"), "cs": ("vyřešeno",)}),
        Key("closed", ending, _("Closed"), _("when it was closed"), {"ru": ("закрыт", "закрыта"), "cs": ("uzavřeno",)}),
        Key("due", promise, _("Due"), _("when an answer is promised"), {"ru": ("срок",), "cs": ("termín",)}, staff_only=True),
    )  # fmt: skip


def _rest() -> Sequence[Key]:
    return (
        Key("number", WholeNumbers(), _("Number"), _("its number, several or a range"), {"en": ("id",), "ru": ("номер",), "cs": ("číslo",)}),
        Key(
            "field", Names(may_be_none=True, name=_("value, >5, a..b, none")), _("Field"), _("a field of its topic, by the field's name"),
            {"ru": ("поле",), "cs": ("pole",)}, takes_name=True,
        ),
    )  # fmt: skip
