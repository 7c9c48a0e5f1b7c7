"""What a ticket is about: one thing, one order, one city … which all its messages speak of."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from opora.demo.bulk.drawing import evenly, zipf
from opora.demo.bulk.lexicon import latin, lexicon, street
from opora.demo.bulk.moments import DAY
from opora.demo.wording import day

SERIES = (
    "Nordis", "Polar", "Kvant", "Ostrov", "Lumen", "Umka", "Zefir", "Krteček", "Lira", "Echo", "Sova", "Taiga",
    "Vltava", "Vega", "Horizont", "Teplo", "Samovar", "Aqua", "Folio", "Altair", "Borealis", "Cassio", "Dvina", "Elara",
    "Fjord", "Granat", "Hvězdar", "Iskra", "Jantar", "Kometa", "Labe", "Morava", "Neva", "Orava", "Pechora", "Rysa",
    "Selena", "Tundra", "Ural", "Vitava",
)  # fmt: skip
EDITIONS = ("", "", "", " Plus", " Mini", " Lite", " Pro", " Max", " Light", " XL", " Duo", " Home")
ENDS = (
    *(
        "",
        "",
        "",
        "",
        "an",
        "ex",
        "ia",
        "ik",
        "is",
        "ium",
        "la",
        "mo",
        "na",
        "on",
        "or",
        "ra",
        "ro",
        "ta",
        "tek",
        "va",
    ),
    *("vo", "zen", "line", "tron", "mix", "go", "air", "plus"),
)
LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ23456789"
PAGES = ("track", "guides", "help", "returns", "offers", "app", "status", "p")
MAILS = {
    "ru": ("pochta.example", "yashchik.example", "pisma.example"),
    "cs": ("schranka.example", "posta-online.example", "dopisy.example"),
    "en": ("postbox.example", "letters.example", "inbox.example"),
}
PHONES = {"ru": "+7 9%02d %03d-%02d-%02d", "cs": "+420 7%02d %03d %02d%02d", "en": "+44 79%02d %03d%02d%02d"}


class Facts:
    """Endless facts in one language, drawn from one source of chance."""

    def __init__(self, language: str, draw: random.Random) -> None:
        words = lexicon(language)
        self.language, self._draw = language, draw
        # Who and what: the things people have are few and the same; where they live and whom they meet is not.
        self._forms: tuple[Iterator[Mapping[str, str]], ...] = (
            zipf(draw, words.things, 8),
            zipf(draw, words.parts, 4),
            zipf(draw, words.cities, 3),
            zipf(draw, words.persons, 40),
            zipf(draw, words.ladies, 40),
        )
        self._models, self._companies = zipf(draw, _models(), 10), zipf(draw, words.companies, 10)
        self._firsts = zipf(draw, [latin(name) for name in (*words.names["m"], *words.names["f"])], 20)
        self._lasts = zipf(draw, [latin(name) for by in "mf" for name in words.surnames[by]], 60)
        self._streets = zipf(draw, words.surnames["m"], 30)
        self._pages, self._mails = evenly(draw, PAGES), evenly(draw, MAILS[language])
        self._codes = evenly(
            draw, [one + other + third for one in LETTERS for other in LETTERS for third in "ABCX7"]
        )
        self.days = _days(language)

    def draw(self, at: int) -> dict[str, str]:
        """The facts of a ticket that is opened then (seconds since 1970)."""
        facts: dict[str, str] = {}
        for forms in self._forms:
            facts.update(next(forms))
        chance = self._draw.random
        today, number = at // DAY, int(chance() * 1e12)
        a, b, c = number % 882_000, number // 1000 % 1_000_000, number // 777 % 99_999_999
        order, serial, code = f"SV-{104_000 + a}", f"R{b % 7 + 3}-{today % 9 + 19}-{b:06}", next(self._codes)
        company, house = next(self._companies), b % 140 + 1
        login = f"{next(self._firsts)}.{next(self._lasts)}{house % 90 or ''}@{next(self._mails)}"
        facts.update(
            model=next(self._models),
            model2=next(self._models),
            company=company,
            order=order,
            order2=f"SV-{104_000 + b % 882_000}",
            serial=serial,
            serial2=f"R{b % 5 + 3}-{today % 9 + 19}-{a:06}",
            track=f"SVK{c:08}",
            track2=f"SVK{(c * 7 + 1) % 99_999_999:08}",
            invoice=f"{b % 12 + 1:02}-{a % 9900 + 100:04}",
            invoice2=f"{a % 12 + 1:02}-{b % 9900 + 100:04}",
            amount=_amount(self.language, a),
            amount2=_amount(self.language, b),
            code=f"{code}-{c % 9000 + 1000}",
            card=f"{c % 10_000:04}",
            digits=str(a % 900 + 12),
            url=f"https://severka.example/{next(self._pages)}/{c % 46_656_000:x}",
            login=login,
            login2=f"{next(self._lasts)}.{next(self._firsts)}@{next(self._mails)}",
            call=PHONES[self.language] % (b % 100, a % 1000, c % 100, b // 100 % 100),
            day=self.days[(today + 1 + a % 5) % len(self.days)],
            later=self.days[(today + 5) % len(self.days)],
            date=self.days[(today - 2 - a % 8) % len(self.days)],
            date2=self.days[(today - 18 - a % 13) % len(self.days)],
            street=street(next(self._streets), house, self.language),
            organization=company,
        )
        return facts


def _models() -> list[str]:
    """A few thousand products in an order that is the same in every run."""
    draw = random.Random("models")
    found = [
        f"{series}{end} {draw.choice(LETTERS[:15])}{draw.randint(1, 990)}{draw.choice(EDITIONS)}"
        for series in SERIES
        for end in ENDS
        for _n in range(3)
    ]
    draw.shuffle(found)
    return found


def _days(language: str) -> list[str]:
    """The days of four years as people write them, from 1 January 1970 on."""
    return [day(datetime.fromtimestamp(number * DAY, UTC), language) for number in range(1461)]


def _amount(language: str, number: int) -> str:
    if language == "en":
        return f"£{number % 240 + 9}.{('00', '50', '90', '99')[number % 4]}"
    tens, unit = (number % 2460 + 39, "₽") if language == "ru" else (number % 880 + 19, "Kč")
    text = str(tens * 10)
    return f"{text[:-3]}\u00a0{text[-3:]}\u00a0{unit}" if len(text) > 3 else f"{text}\u00a0{unit}"
