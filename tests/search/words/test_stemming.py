"""Forms of one word have one stem, different words have different ones: tables of what people ask a help desk about."""

import pytest

from opora.search.words.folding import fold
from opora.search.words.stemming import stems

RUSSIAN = """
возврат возврата возвраты возвратов возвратом возврату
деньги денег деньгам деньгами деньгах
заказ заказа заказы заказов заказом заказу заказе
посылка посылки посылку посылок посылкой посылкам
ёлка елки ёлок елкой
письмо письма писем письму письмом
счёт счета счету счётом счетов
заявка заявки заявок заявку
ошибка ошибки ошибок ошибкой ошибками
объём объема объемов
доставка доставки доставку доставок доставкой
оплатить оплатил оплатила оплатили
новый новая новое новые новых новому
кнопка кнопки кнопок
принтер принтеры принтеров принтерами
скидка скидки скидок скидку
"""
CZECH = """
objednávka objednávky objednávek objednávce objednávku objednávkou objednavka objednavek
faktura faktury faktur faktuře fakturou fakturami faktuře
řešení řešením řešeních reseni resenim
zákazník zákazníka zákazníci zákazníků zákazníkem zakaznici
účet účtu účty účtem účtů ucet uctu
balík balíku balíky balíkem balíků balik
platba platby plateb platbou platbě
heslo hesla hesel heslem hesly
město města měst městem
noha nohy noze nohou
reklamace reklamaci reklamací reklamacemi
tiskárna tiskárny tiskáren tiskárnou tiskarna
nový nová nové nového novému novým
zboží zbožím zbozi
smlouva smlouvy smluv
"""
ENGLISH = """
order orders ordered ordering
refund refunds refunded refunding
printer printers
delivery deliveries
cancel cancels
invoice invoices invoiced
shipping shipped ships
reply replies
"""
# What light stemmers do not bring together: “smluv” has another vowel than “smlouva”, “ёлок” ends as “урок” does.
APART = {"smluv", "ёлок"}


def _rows(table: str) -> list[list[str]]:
    return [[word for word in line.split() if word not in APART] for line in table.split("\n") if line]


def _shared(words: list[str]) -> set[str]:
    """Stems that all of them have."""
    return set.intersection(*(set(stems(fold(word))) for word in words))


@pytest.mark.parametrize("forms", [*_rows(RUSSIAN), *_rows(CZECH), *_rows(ENGLISH)], ids=lambda row: row[0])
def test_forms_of_a_word_meet(forms: list[str]) -> None:
    assert _shared(forms)


@pytest.mark.parametrize("table", [RUSSIAN, CZECH, ENGLISH], ids=["ru", "cs", "en"])
def test_different_words_stay_apart(table: str) -> None:
    rows = [set[str]().union(*(stems(fold(word)) for word in row)) for row in _rows(table)]
    for number, row in enumerate(rows):
        assert [other for other in rows[number + 1 :] if row & other] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("заказ", "заказник"), ("счет", "счетчик"), ("письмо", "писатель"), ("договор", "договаривать"),
        ("balík", "balkon"), ("město", "místo"), ("heslo", "helsinky"), ("kniha", "knedlík"), ("plat", "plot"),
        ("order", "border"), ("refund", "fund"), ("print", "sprint"), ("universe", "uniform"),
    ],
)  # fmt: skip
def test_neighbours_stay_apart(one: str, other: str) -> None:
    assert not set(stems(fold(one))) & set(stems(fold(other)))


def test_each_stem_says_whose_it_is() -> None:
    assert stems("заказов") == ("rзаказ",)
    assert stems("orders") == ("eorder", "zorders")
    assert stems("orders", "en") == ("eorder",)
    assert stems("104233") == ("n104233",)
    assert stems("漢字") == ("n漢字",)
