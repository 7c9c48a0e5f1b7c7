"""Labels right, wrong, unknown and missing; what people write must come out as they wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.mail.parsing.charset import decode
from opora.mail.parsing.charset_names import codec_for

RUSSIAN = (
    "Здравствуйте! Не могу войти в личный кабинет, после ввода пароля страница перезагружается. "
    "Подскажите, что делать?"
)
UKRAINIAN = "Доброго дня! Не можу увійти до особистого кабінету, підкажіть, будь ласка, що робити далі?"
CZECH = "Dobrý den, po restartu služby to už běží, žluťoučký kůň úpěl ďábelské ódy. Děkuji, příště zavolám."
POLISH = "Dzień dobry, proszę o zmianę hasła, źle działa drukarka. Zażółć gęślą jaźń."
GERMAN = "Guten Tag, die Größe der Übung passt für später nicht, schöne Grüße aus Köln"

RIGHT = [
    (RUSSIAN, codec)
    for codec in (
        "windows-1251",
        "koi8-r",
        "cp866",
        "iso-8859-5",
        "x-mac-cyrillic",
        "utf-8",
        "utf-7",
        "utf-16",
    )
]
RIGHT += [(UKRAINIAN, codec) for codec in ("windows-1251", "koi8-u", "iso-8859-5", "utf-8")]
RIGHT += [(CZECH, codec) for codec in ("windows-1250", "iso-8859-2", "cp852", "utf-8")]
RIGHT += [(POLISH, codec) for codec in ("windows-1250", "iso-8859-2", "utf-8")]
RIGHT += [(GERMAN, codec) for codec in ("windows-1252", "iso-8859-1", "iso-8859-15", "utf-8")]
RIGHT += [
    ("繁體中文測試", "big5"),
    ("测试邮件", "gb2312"),
    ("测试邮件", "gb18030"),
    ("このメールはテスト用です", "iso-2022-jp"),
    ("このメールはテスト用です", "shift_jis"),
    ("안녕하세요", "euc-kr"),
    ("שלום", "iso-8859-8-i"),
    ("Καλημέρα", "windows-1253"),
]
PYTHON = {"x-mac-cyrillic": "mac_cyrillic", "iso-8859-8-i": "iso-8859-8"}


@pytest.mark.parametrize(("text", "label"), RIGHT, ids=[f"{label}-{text[:6]}" for text, label in RIGHT])
def test_right_label(text: str, label: str) -> None:
    assert decode(text.encode(PYTHON.get(label, label)), label) == (text, None)


WRONG = [
    (RUSSIAN, real, said)
    for real in ("cp1251", "koi8-r", "cp866", "iso8859-5", "utf-8")
    for said in ("", "us-ascii", "x-unknown", "iso-8859-1", "windows-1252", "utf-8", "windows-1251", "koi8-r")
    if said.replace("windows-", "cp") != real
]
WRONG += [(RUSSIAN, "mac_cyrillic", said) for said in ("", "windows-1251", "iso-8859-1")]
WRONG += [
    (UKRAINIAN, real, said) for real in ("cp1251", "koi8-u") for said in ("", "iso-8859-1", "utf-8", "koi8-r")
]
WRONG += [
    (CZECH, real, said)
    for real in ("cp1250", "iso8859-2", "utf-8")
    for said in ("", "us-ascii", "iso-8859-1", "windows-1250", "iso-8859-2", "utf-8", "windows-1251")
]
WRONG += [(POLISH, real, said) for real in ("cp1250", "iso8859-2") for said in ("", "iso-8859-1", "utf-8")]
WRONG += [(GERMAN, "cp1252", said) for said in ("", "utf-8", "no-such-charset")]


@pytest.mark.parametrize(
    ("text", "real", "said"), WRONG, ids=[f"{real}-as-{said or 'nothing'}" for _, real, said in WRONG]
)
def test_wrong_label(text: str, real: str, said: str) -> None:
    assert decode(text.encode(real), said)[0] == text


def writable(words: list[str], codecs: list[str]) -> list[tuple[str, str]]:
    """Each word with each charset it can be written in."""
    return [
        (word, codec)
        for codec in codecs
        for word in words
        if word.encode(codec, "ignore").decode(codec) == word
    ]


SHORT = writable(
    [
        "ЖКХ",
        "ГОСТ",
        "ЭЦП",
        "ЖЭК",
        "№5",
        "щи",
        "съезд",
        "ФГУП",
        "ЕГАИС",
        "Ёлкин",
        "эхо",
        "эй",
        "Ы",
        "УЗ",
        "хз",
        "ПФР",
        "Юрию",
        "Цех",
    ],
    ["cp1251", "koi8-r", "utf-8"],
)
SHORT += writable(
    ["č", "Š", "Ťok", "ŘÍHA", "Ústí", "ŠKODA", "50 °C", "§ 5", "Łódź", "ß", "Noël", "Où"],
    ["cp1250", "iso8859-2", "cp1252", "utf-8"],
)


@pytest.mark.parametrize(("word", "codec"), SHORT)
def test_short_words_keep_their_label(word: str, codec: str) -> None:
    assert decode(word.encode(codec), codec) == (word, None)


def test_a_repair_is_told() -> None:
    assert "windows" not in (decode(RUSSIAN.encode("cp1251"), "koi8-r")[1] or "")
    assert "was wrong; read as cp1251" in (decode(RUSSIAN.encode("cp1251"), "koi8-r")[1] or "")
    assert "unknown charset 'x-nonsense'" in (decode(RUSSIAN.encode("cp1251"), "x-nonsense")[1] or "")


def test_utf8_with_a_footer_in_another_charset() -> None:
    text, problem = decode(
        f"{RUSSIAN}\n".encode() + "Проверено антивирусом Касперского".encode("cp1251"), "utf-8"
    )
    assert text == f"{RUSSIAN}\nПроверено антивирусом Касперского"
    assert problem


def test_cut_utf8_stays_utf8() -> None:
    assert decode(RUSSIAN.encode()[:-1], "utf-8")[0].startswith(RUSSIAN[:-1])


@pytest.mark.parametrize(
    "label",
    [
        "zlib",
        "base64",
        "hex",
        "idna",
        "punycode",
        "unicode_escape",
        "undefined",
        "rot13",
        "a" * 5000,
        "\0",
        "utf-8\0",
    ],
)
def test_unsafe_labels_are_no_charsets(label: str) -> None:
    assert codec_for(label) is None
    assert decode("текст".encode(), label)[0] == "текст"


RUSSIAN_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ,.!?-0123456789abcXYZ"
CZECH_LETTERS = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzžAÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ ,.!?-0123456789"


@given(
    st.text(RUSSIAN_LETTERS, max_size=5),
    st.sampled_from(["windows-1251", "koi8-r", "cp866", "iso-8859-5", "utf-8"]),
)
def test_any_short_russian_survives_its_own_label(text: str, label: str) -> None:
    data = text.encode(label)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(data, label)[0] == text
    else:  # a few letters that happen to be UTF-8 as well may be read either way
        assert decode(data, label)[0] in (text, data.decode("utf-8"))


@given(st.text(RUSSIAN_LETTERS + CZECH_LETTERS, max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-7"]))
def test_any_text_survives_unicode(text: str, label: str) -> None:
    assert decode(text.encode(label), label)[0] == text


@given(st.binary(max_size=2000), st.text(max_size=20))
def test_any_bytes_with_any_label_become_text(data: bytes, label: str) -> None:
    text, _ = decode(data, label)
    text.encode("utf-8", "surrogatepass")
