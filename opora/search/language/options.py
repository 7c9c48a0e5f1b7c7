"""What statuses, priorities and other choices are called in a query, in any language."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import pgettext_lazy

from opora.desk.models import Priority, TicketType
from opora.search.language.kinds.choices import Option
from opora.tickets.models import Channel, Status

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
UNSOLVED = Option(
    "unsolved", pgettext_lazy("search", "not solved"), ("нерешённая", "незакрытая", "nevyřešený")
)
STATUSES = (*(Option(status.value, status.label, _STATUS_WORDS[status]) for status in Status), UNSOLVED)
PRIORITIES = tuple(
    Option(priority.name.lower(), priority.label, (*_PRIORITY_WORDS[priority], str(priority.value)))
    for priority in Priority
)
TYPES = tuple(Option(type.value, type.label, _TYPE_WORDS[type]) for type in TicketType)
CHANNELS = tuple(Option(channel.value, channel.label, _CHANNEL_WORDS.get(channel, ())) for channel in Channel)
HAS = [
    Option(
        "attachment",
        pgettext_lazy("search", "attachment"),
        ("file", "вложение", "файл", "příloha", "soubor"),
    ),
    Option("note", pgettext_lazy("search", "note"), ("заметка", "комментарий", "poznámka")),
]
IS = [
    Option("open", pgettext_lazy("search", "not solved"), ("unsolved", "открытая", "otevřený")),
    Option("mine", pgettext_lazy("search", "mine"), ("моя", "мои", "můj", "moje")),
    Option(
        "unassigned",
        pgettext_lazy("search", "unassigned"),
        ("свободная", "ничья", "volný", "nepřidělený"),
        staff_only=True,
    ),
    Option(
        "waiting",
        pgettext_lazy("search", "waiting for an answer"),
        ("unanswered", "без ответа", "bez odpovědi"),
    ),
    Option(
        "late",
        pgettext_lazy("search", "late"),
        ("overdue", "просроченная", "po termínu", "zpožděný"),
        staff_only=True,
    ),
    Option(
        "undelivered",
        pgettext_lazy("search", "with an answer that did not arrive"),
        ("недоставленная", "nedoručený"),
        staff_only=True,
    ),
    Option("merged", pgettext_lazy("search", "merged into another"), ("объединённая", "sloučený")),
    Option(
        "not_request",
        pgettext_lazy("search", "not a request"),
        ("spam", "спам", "není požadavek"),
        staff_only=True,
    ),
]


def languages() -> Sequence[Option]:
    """The languages of the interface by name; any other is known by its code."""
    native = {"ru": ("русский", "rusky"), "cs": ("česky", "čeština", "cz"), "en": ("english", "anglicky")}
    return [Option(code, name, native.get(code, ())) for code, name in settings.LANGUAGES]


def is_language_code(said: str) -> bool:
    """Whether it may be the code of a language that the interface does not speak."""
    return said.isascii() and said.isalpha() and len(said) in {2, 3}
