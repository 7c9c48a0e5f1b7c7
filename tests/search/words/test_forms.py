"""What is one word for whoever searches: forms, spellings, what is written together or apart."""

import pytest

from opora.search.words import czech
from opora.search.words.folding import fold, unmixed
from opora.search.words.stemming import english, russian

pytestmark = pytest.mark.once
RUSSIAN = [
    "заказ заказы заказов заказа заказом",
    "посылка посылки посылок посылками",
    "ошибка ошибок ошибки",
    "деньги денег деньгами деньгам",
    "письмо письма писем",
    "возврат возвраты возвратом",
    "звонок звонка звонки",
    "принтер принтеры принтерами",
    "отмененный отмененного отмененным",
]
CZECH = [
    "objednavka objednavky objednavce objednavku objednavkou objednavek objednavkami objednavkach",
    "faktura faktury fakture fakturu fakturou faktur fakturami",
    "reseni resenim resenich",
    "ucet uctu uctem ucty uctum uctech",
    "platba platby platbu plateb platbami",
    "zakaznik zakaznika zakaznikovi zakaznici zakazniku zakaznicich",
    "heslo hesla heslem hesel",
    "reklamace reklamaci reklamacemi",
    "novy nova nove noveho novemu novym novych novymi",
    "problem problemu problemem problemy problemech",
    "internet internetu internetem",
]
DIFFERENT = [
    "objednavka objekt faktura faktor ucet ucitel platba plast heslo hezky karta cesta",
    "заказ закат возврат возраст деньги день письмо писатель счет счастье ошибка ошейник",
]
ENGLISH = [
    "order orders ordered ordering",
    "refund refunds refunded",
    "delivery deliveries",
    "cancel cancelled",
]


@pytest.mark.parametrize("forms", RUSSIAN)
def test_russian_forms_are_one(forms: str) -> None:
    assert len({russian(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", CZECH)
def test_czech_forms_are_one(forms: str) -> None:
    assert len({czech.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", ENGLISH)
def test_english_forms_are_one(forms: str) -> None:
    assert len({english(form) for form in forms.split()}) == 1


def test_different_words_stay_different() -> None:
    for words in DIFFERENT:
        assert len({czech.stem(word) if word.isascii() else russian(word) for word in words.split()}) == 12


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ОБЪЁМ", "объем"),
        ("объе\u0308м", "объем"),
        ("паро\u0301ль", "пароль"),
        ("Й и\u0306", "й й"),
        ("Řešení PŘÍBRAM", "reseni pribram"),
        ("r\u030ce\u0161en\u00ed", "reseni"),
        ("Straße ÅÄÖ Łódź", "strasse aao lodz"),
        ("ﬁrma ＡＢＣ１２", "firma abc12"),
        ("при\u00adмер\u200b", "пример"),
        ("don’t", "don't"),
        ("\u202eabc\u202c", "abc"),
    ],
)
def test_spellings_are_one(written: str, read: str) -> None:
    assert fold(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("кaшбэк", "кашбэк"), ("pаypal", "paypal"), ("smsка", "smsка"), ("1с", "1с"), ("ip", "ip")],
)
def test_look_alike_letters_are_seen_through(written: str, read: str) -> None:
    assert unmixed(written) == read
