"""Whom somebody most likely meant."""

import pytest

from opora.mail.mistyped.providers import PROVIDERS
from opora.mail.mistyped.slips import slips
from opora.mail.mistyped.suggesting import meant_by, suggest
from tests.cast import Cast
from tests.mail.letters import brought, letter


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.comm", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("yandex.r", "yandex.ru"),
        ("yadnex.ru", "yandex.ru"),
        ("yndex.ru", "yandex.ru"),
        ("yandex.ry", "yandex.ru"),
        ("mail.tu", "mail.ru"),
        ("maill.ru", "mail.ru"),
        ("mial.ru", "mail.ru"),
        ("rambler.r", "rambler.ru"),
        ("ramler.ru", "rambler.ru"),
        ("seznam.czz", "seznam.cz"),
        ("sezam.cz", "seznam.cz"),
        ("seznma.cz", "seznam.cz"),
        ("centum.cz", "centrum.cz"),
        ("hotmial.com", "hotmail.com"),
        ("hotmal.com", "hotmail.com"),
        ("iclod.com", "icloud.com"),
        ("icoud.com", "icloud.com"),
        ("outlok.com", "outlook.com"),
        ("outllok.com", "outlook.com"),
        ("yaho.com", "yahoo.com"),
        ("protonmial.com", "protonmail.com"),
        ("ьфшд.кг", "mail.ru"),
        ("ьфшдюкг", "mail.ru"),
        ("нфтвуч.кг", "yandex.ru"),
        ("пьфшд.сщь", "gmail.com"),
        ("mаil.ru", "mail.ru"),
        ("gmаil.com", "gmail.com"),
        ("severkа.ru", "severka.ru"),
        ("severka.con", "severka.com"),
        ("severka.czz", "severka.cz"),
    ],
)
def test_slips_of_the_finger(written: str, meant: str) -> None:
    assert meant_by(f"anna.k@{written}") == f"anna.k@{meant}"


@pytest.mark.parametrize(
    "domain",
    [
        *sorted(PROVIDERS),
        "severka.example",
        "veter.ru",
        "mail.rs",
        "mail.bg",
        "tmail.io",
        "post.com",
        "list.com",
        "seznam.sk",
        "почта.рф",
        "пример.рф",
        "xn--80a1acny.xn--p1ai",
        "xn--zzz-\udcff",
        "firma.om",
        "a",
        "",
        "x" * 300 + ".com",
        "..",
        "gmail.com.evil.example",
    ],
)
def test_what_is_right_is_left_alone(domain: str) -> None:
    assert meant_by(f"anna@{domain}") == ""


def test_the_whole_address_in_the_wrong_layout() -> None:
    assert meant_by("фттф@ьфшд.кг") == "anna@mail.ru"
    assert meant_by(" ANNA@Gmial.com ") == "anna@gmail.com"
    assert meant_by("анна@почта.рф") == ""
    assert [meant_by(text) for text in ("", "@", "anna", "@gmial.com", "a@b@gmial.com")][:4] == [""] * 4


def test_slips_are_counted() -> None:
    assert [slips(*pair, 2) for pair in (("ab", "ab"), ("ba", "ab"), ("a", "ab"), ("abcdef", "ab"))] == [
        0,
        1,
        1,
        3,
    ]


def test_never_when_mail_has_come_from_there(cast: Cast, settings: object, tmp_path: object) -> None:
    settings.MAIL_ROOT = f"{tmp_path}/mail"  # type: ignore[attr-defined]
    assert suggest("mia@gmial.com") == "mia@gmail.com"
    brought(letter(sender="Oleg <oleg@gmial.com>", message_id="<g@gmial.com>"), cast.mailbox)
    assert suggest("mia@gmial.com") == ""
    assert suggest("mia@vetr.example") == ""
