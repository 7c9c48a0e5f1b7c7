"""The keys that the search brings itself."""

from collections.abc import Sequence

from django.utils.translation import pgettext_lazy

from opora.search.language import options
from opora.search.language.keys import Key, announce_key
from opora.search.language.kinds.choices import Choices
from opora.search.language.kinds.dates import Dates
from opora.search.language.kinds.names import Names
from opora.search.language.kinds.numbers import WholeNumbers

PERSON = Names(may_be_me=True)
NAME = Names()
NAME_OR_NONE = Names(may_be_none=True)
PAST = Dates()
PAST_OR_NEVER = Dates(may_be_none=True)


def announce() -> None:
    """Announces them all. For the room's `ready`."""
    for key in (*_people(), *_places(), *_properties(), *_texts(), *_times(), *_rest()):
        announce_key(key)


def _people() -> Sequence[Key]:
    return (
        Key(
            "from", PERSON, pgettext_lazy("search", "From"),
            pgettext_lazy("search", "who asked for it, or wrote on it"),
            "from:anna@veter.example", {"ru": ("от",), "cs": ("od",)},
        ),
        Key(
            "to", PERSON, pgettext_lazy("search", "To"),
            pgettext_lazy("search", "who gets copies, or the address of the desk it came to"),
            "to:help@severka.example", {"en": ("cc",), "ru": ("кому", "копия"), "cs": ("komu", "kopie")},
        ),
        Key(
            "requester", PERSON, pgettext_lazy("search", "Requester"),
            pgettext_lazy("search", "who asked for it"),
            "requester:me", {"en": ("customer",), "ru": ("заявитель", "клиент"), "cs": ("žadatel", "zákazník")},
        ),
        Key(
            "agent", Names(may_be_none=True, may_be_me=True), pgettext_lazy("search", "Agent"),
            pgettext_lazy("search", "who answers for it; me, or none"),
            "agent:me",
            {"en": ("assignee",), "ru": ("агент", "исполнитель", "ответственный"), "cs": ("řešitel", "operátor")},
            staff_only=True,
        ),
    )  # fmt: skip


def _places() -> Sequence[Key]:
    return (
        Key(
            "dept", NAME, pgettext_lazy("search", "Department"),
            pgettext_lazy("search", "the department it is in"),
            'dept:"First line"', {"en": ("department",), "ru": ("отдел",), "cs": ("oddělení",)}, staff_only=True,
        ),
        Key(
            "org", NAME_OR_NONE, pgettext_lazy("search", "Organization"),
            pgettext_lazy("search", "the requester's organization"),
            "org:severka",
            {"en": ("organization", "company"), "ru": ("организация", "компания"), "cs": ("organizace", "firma")},
        ),
        Key(
            "topic", NAME_OR_NONE, pgettext_lazy("search", "Topic"),
            pgettext_lazy("search", "what it is about"),
            "topic:orders", {"ru": ("тематика",), "cs": ("téma",)},
        ),
        Key(
            "brand", NAME, pgettext_lazy("search", "Brand"),
            pgettext_lazy("search", "the brand it was written to"),
            "brand:severka", {"ru": ("бренд",), "cs": ("značka",)}, staff_only=True,
        ),
    )  # fmt: skip


def _properties() -> Sequence[Key]:
    status = Choices(lambda: options.STATUSES)
    priority = Choices(lambda: options.PRIORITIES, is_ordered=True)
    language = Choices(options.languages, others=options.is_language_code)
    return (
        Key(
            "status", status, pgettext_lazy("search", "Status"),
            pgettext_lazy("search", "how far it is; “unsolved” is all but solved and closed"),
            "status:new,open", {"ru": ("статус", "состояние"), "cs": ("stav",)},
        ),
        Key(
            "priority", priority, pgettext_lazy("search", "Priority"),
            pgettext_lazy("search", "how urgent it is"),
            "priority:>=high", {"ru": ("приоритет",), "cs": ("priorita",)}, staff_only=True,
        ),
        Key(
            "type", Choices(lambda: options.TYPES), pgettext_lazy("search", "Type"),
            pgettext_lazy("search", "question, incident, problem or task"),
            "type:incident", {"ru": ("тип",), "cs": ("typ",)}, staff_only=True,
        ),
        Key(
            "tag", NAME_OR_NONE, pgettext_lazy("search", "Tag"),
            pgettext_lazy("search", "a word that the team put on it"),
            "tag:refund", {"en": ("label",), "ru": ("метка", "тег"), "cs": ("štítek",)}, staff_only=True,
        ),
        Key(
            "channel", Choices(lambda: options.CHANNELS), pgettext_lazy("search", "Channel"),
            pgettext_lazy("search", "the way it came in"),
            "channel:mail", {"en": ("via",), "ru": ("канал",), "cs": ("kanál",)},
        ),
        Key(
            "language", language, pgettext_lazy("search", "Language"),
            pgettext_lazy("search", "what it is written in"),
            "language:cs", {"en": ("lang",), "ru": ("язык",), "cs": ("jazyk",)},
        ),
        Key(
            "has", Choices(lambda: options.HAS), pgettext_lazy("search", "Has"),
            pgettext_lazy("search", "an attachment, or a note"),
            "has:attachment", {"ru": ("есть",), "cs": ("má",)},
        ),
        Key(
            "is", Choices(lambda: options.IS), pgettext_lazy("search", "Is"),
            pgettext_lazy("search", "how it stands"),
            "is:unassigned", {"ru": ("это",), "cs": ("je",)},
        ),
    )  # fmt: skip


def _texts() -> Sequence[Key]:
    return (
        Key(
            "subject", None, pgettext_lazy("search", "Subject"),
            pgettext_lazy("search", "words of the subject only"),
            "subject:refund", {"ru": ("тема",), "cs": ("předmět",)},
        ),
        Key(
            "content", None, pgettext_lazy("search", "Text"),
            pgettext_lazy("search", "words of the messages only"),
            'content:"order number"', {"en": ("text", "body"), "ru": ("содержание", "текст"), "cs": ("obsah",)},
        ),
        Key(
            "file", None, pgettext_lazy("search", "File"),
            pgettext_lazy("search", "words of files and of their names only"),
            "file:invoice", {"en": ("filename",), "ru": ("файл",), "cs": ("soubor",)},
        ),
    )  # fmt: skip


def _times() -> Sequence[Key]:
    promise = Dates(is_future=True, may_be_none=True)
    return (
        Key(
            "created", PAST, pgettext_lazy("search", "Created"),
            pgettext_lazy("search", "when it came in"),
            "created:2026-05-01..2026-05-31", {"ru": ("создан", "создана", "создано"), "cs": ("vytvořeno",)},
        ),
        Key(
            "updated", PAST, pgettext_lazy("search", "Changed"),
            pgettext_lazy("search", "when anything on it changed last"),
            "updated:<2h", {"ru": ("изменён", "изменена", "изменено"), "cs": ("změněno",)},
        ),
        Key(
            "replied", PAST_OR_NEVER, pgettext_lazy("search", "Replied"),
            pgettext_lazy("search", "when an agent first answered; or none"),
            "replied:today", {"ru": ("отвечен", "отвечена", "ответ"), "cs": ("odpovězeno",)},
        ),
        Key(
            "solved", PAST_OR_NEVER, pgettext_lazy("search", "Solved"),
            pgettext_lazy("search", "when it was solved; or none"),
            "solved:yesterday", {"ru": ("решён", "решена", "решено"), "cs": ("vyřešeno",)},
        ),
        Key(
            "closed", PAST_OR_NEVER, pgettext_lazy("search", "Closed"),
            pgettext_lazy("search", "when it was closed; or none"),
            "closed:>30d", {"ru": ("закрыт", "закрыта", "закрыто"), "cs": ("uzavřeno",)},
        ),
        Key(
            "due", promise, pgettext_lazy("search", "Due"),
            pgettext_lazy("search", "when an answer is promised; or none"),
            "due:<2h", {"ru": ("срок",), "cs": ("termín",)}, staff_only=True,
        ),
    )  # fmt: skip


def _rest() -> Sequence[Key]:
    return (
        Key(
            "number", WholeNumbers(), pgettext_lazy("search", "Number"),
            pgettext_lazy("search", "its number, several, or a range"),
            "number:4711..4720", {"en": ("id",), "ru": ("номер",), "cs": ("číslo",)},
        ),
        Key(
            "field", NAME_OR_NONE, pgettext_lazy("search", "Field"),
            pgettext_lazy("search", "a field of its topic, by the field's name"),
            "field.order:48-1173", {"ru": ("поле",), "cs": ("pole",)}, takes_name=True,
        ),
    )  # fmt: skip
