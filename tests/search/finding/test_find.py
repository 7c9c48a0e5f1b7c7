"""The shared set of queries: whoever asks gets the same tickets from SQLite, PostgreSQL and MariaDB."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from opora.events.public import catch_up
from opora.people.models import Person
from opora.people.public import Actor
from opora.search.finding import walking
from opora.search.public import ORDERS, Unclear, find
from opora.tickets.actions import merge, not_a_request
from tests.cast import Cast
from tests.search.library import Library, stock

# MariaDB finds only what was committed.
pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]


@pytest.fixture
def library(cast: Cast) -> Library:
    return stock(cast)


WORDS = {
    # forms, by script and language
    "возврат": "refund",
    "возвратов": "refund",
    "деньгами": "refund",
    "денег": "refund",
    "посылка": "delivery",
    "посылок": "delivery",
    "елка": "delivery",
    "ёлку": "delivery",
    "ОБЪЕМ": "refund",
    "objednávka": "orders order",
    "objednavek": "orders order",
    "OBJEDNÁVKOU": "orders order",
    "reseni": "order",
    "řešením": "order",
    "účty": "invoice",
    "ucet": "invoice",
    "fakturou": "invoice orders",
    "order": "english",
    "refund": "english",
    "refunding": "english",
    "printer": "english",
    "принтеры": "refund",
    # numbers, addresses, what is written in one
    "SV-104233": "refund",
    "sv104233": "refund",
    "104233": "refund",
    "СВ-104233": "refund",
    "2024-5517": "order",
    "5517": "order",
    "+442079460958": "english",
    "anna.k@veter.example": "delivery",
    "wifi": "delivery",
    "wi-fi": "delivery",
    "iphone": "mixed",
    "iphone15": "mixed",
    "ip-телефон": "mixed",
    "телефоны": "mixed",
    "кешбэк": "",
    "кэшбэка": "mixed",
    "shop.example": "mixed",
    # names, files, beginnings
    "Бенешова": "",
    "Benesova": "invoice orders order",
    "smlouva": "invoice",
    "прин*": "refund",
    "obj*": "orders order",
    # together
    "возврат деньги": "refund",
    "возврат посылки": "",
    "деньги и принтер": "refund",
    "faktura -účet": "orders",
    "посылки OR принтер": "delivery refund",
    "(посылки OR принтер) -деньги": "delivery",
    # one after the other
    '"три дня"': "",
    '"трех дней"': "refund",
    '"верните деньги"': "refund",
    '"деньги верните"': "",
    '"Dobrý den" faktury': "orders",
    '"SV-104233"': "refund",
    'faktura -"chybí mi"': "orders",
    # in one place
    "subject:возврат": "refund",
    "subject:принтер": "",
    "content:принтер": "refund",
    "content:возврат": "",
    "file:smlouva": "invoice",
    'subject:"два возврата"': "",
    "тема:возврат": "refund",
    "předmět:faktura": "invoice",
}
STAFF = {
    "бухгалтерии": "refund",
    "скандалит -принтер": "",
    '"бухгалтерия в курсе"': "refund",
    "content:бухгалтерия": "refund",
    "tag:vip": "refund",
    "agent:me": "refund",
    "agent:none faktura": "invoice orders",
    "is:unassigned посылки": "delivery",
    "status:solved": "delivery",
    "статус:решена": "delivery",
    "stav:vyřešený": "delivery",
    "status:new,open objednávka": "orders order",
    "priority:urgent": "orders",
    "priority:>=high faktura": "orders",
    "requester:Lucie": "invoice orders order",
    "requester:lucie@posta.example faktura": "invoice orders",
    "org:Северный -посылки -кэшбэк": "refund",
    "dept:Billing": "invoice",
    "отдел:billing": "invoice",
    "has:attachment": "invoice",
    "has:note": "refund",
    "created:2026-03-03": "order",
    "created:2026-03-03..2026-03-04": "orders order",
    "vytvořeno:4.3.2026": "orders",
    "(tag:vip принтер) OR посылки": "delivery refund",
    "-(tag:vip OR посылки) org:северный": "mixed",
    "channel:mail -faktura subject:objednávka": "order",
    "is:waiting requester:anna": "mixed",
    "NOT tag:vip принтер": "",
}


def answers(library: Library, viewer: Person, query: str, order: str = "latest") -> str:
    mine = list(library.tickets.values())
    found = find(viewer, query, order=order)
    return " ".join(library.names(row.pk for row in found.tickets if row in mine))


def wrong(library: Library, viewer: Person, expected: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Queries whose answer is not the expected one, with both."""
    found = {query: answers(library, viewer, query) for query in expected}
    return {query: (found[query], names) for query, names in expected.items() if found[query] != names}


def test_words_find_the_same_on_every_database(library: Library) -> None:
    assert wrong(library, library.cast.sofia, WORDS) == {}


def test_conditions_and_notes_are_found_by_staff(library: Library) -> None:
    assert wrong(library, library.cast.vera, STAFF) == {}


def test_from_the_other_side_it_is_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """With chunks of one document, every query is answered from the side of its conditions."""
    monkeypatch.setattr(walking, "CHUNKS", (1, 2, 3))
    assert wrong(library, library.cast.sofia, WORDS) == {}
    assert wrong(library, library.cast.vera, STAFF) == {}


def test_customers_find_their_own_and_no_notes(library: Library) -> None:
    anna, lucie = library.cast.anna, library.cast.lucie
    assert (
        wrong(
            library,
            anna,
            {"принтер": "refund", "скандалит": "", "бухгалтерия*": "", '"в курсе"': "", "faktura": ""},
        )
        == {}
    )
    assert wrong(library, lucie, {"faktura": "invoice orders", "возврат": "", "smlouva": "invoice"}) == {}
    for query in ("tag:vip", "agent:Вера", "priority:urgent"):
        with pytest.raises(Unclear) as refused:
            find(anna, query)
        assert refused.value.code == "staff_only"


def test_agents_find_their_departments_only(library: Library) -> None:
    assert answers(library, library.cast.petr, "faktura") == "invoice"
    assert find(library.cast.petr, "faktura").count == 1
    assert answers(library, library.cast.petr, "возврат") == ""


def test_the_best_have_it_in_the_subject(library: Library) -> None:
    assert answers(library, library.cast.sofia, "faktura", "best") == "invoice orders"
    assert answers(library, library.cast.sofia, "objednávka", "best") == "order orders"
    assert answers(library, library.cast.sofia, "objednávka", "oldest") == "order orders"


def test_a_number_leads_to_its_ticket(library: Library) -> None:
    number = library.tickets["mixed"].pk
    assert answers(library, library.cast.sofia, f"{number}", "best").split()[0] == "mixed"
    assert answers(library, library.cast.sofia, f"#{number}", "best").split()[0] == "mixed"
    assert "mixed" not in answers(library, library.cast.petr, f"{number}", "best").split()


def test_pages_follow_each_other(library: Library) -> None:
    """However it is ordered and however small the pages, everything comes once."""
    for query in (
        "заказ OR faktura OR order OR посылки",
        "created:2026-03-01..2026-03-09",
        "кэшбэк -faktura",
    ):
        everything = [row.pk for row in find(library.cast.sofia, query, order="latest").tickets]
        assert len(everything) > 3
        for order in ORDERS:
            assert sorted(_paged(library.cast.sofia, query, order)) == sorted(everything), (query, order)
        assert _paged(library.cast.sofia, query, "latest") == everything
        assert _paged(library.cast.sofia, query, "oldest") == everything[::-1]


def _paged(viewer: Person, query: str, order: str) -> list[int]:
    keys, after = [], ""
    for _page in range(30):
        found = find(viewer, query, order=order, after=after, limit=2)
        keys += [row.pk for row in found.tickets]
        after = found.next
        if not after:
            return keys
    raise AssertionError("no end")


def test_what_is_everywhere_is_not_looked_for(library: Library) -> None:
    found = find(library.cast.sofia, "и на")
    assert not found.tickets
    assert "“и”" in found.remarks[0]


HOSTILE = [
    "",
    "   ",
    "\x00",
    "возврат\x00деньги",
    '"',
    "(((",
    "))) OR (",
    "NEAR(a b, 3)",
    "a* ^b {c} : d",
    "💥",
    "%",
    "_",
    "🧨" * 50,
    "'; DROP TABLE ticket; --",
    "\u202eвозврат",
    "a" * 9_000,
    "(" * 300,
    "OR OR OR",
    "- - -",
    "* **",
    "\\",
    ".*[^a]+$",
    "&|!<->",
    "+a -b ~c @5 > <",
    "''",
    "العربية",
    "漢字かな",
    "-" * 500,
    "ab" * 4_999,
    "x:" * 2_000,
    "\ud800",
]


def test_whatever_is_typed_has_an_answer(library: Library) -> None:
    for query in HOSTILE:
        for viewer in (library.cast.sofia, library.cast.anna):
            with suppress(Unclear):
                find(viewer, query)
    assert answers(library, library.cast.sofia, "возврат") == "refund"


def test_remarks_quote_as_their_reader_does(library: Library) -> None:
    for language, quoted in (("ru", "«и»"), ("cs", "„и“"), ("en", "“и”")):
        with translation.override(language):
            assert quoted in find(library.cast.sofia, "и").remarks[0]


def test_signs_are_no_words(library: Library) -> None:
    for query in ("💥", '"💥 !!"'):
        found = find(library.cast.sofia, query)
        assert not found.tickets
        assert "letters and digits" in found.remarks[0]


def test_what_lists_leave_out_is_found_by_whoever_asks(library: Library) -> None:
    agent, tickets = Actor.of(library.cast.sofia), library.tickets
    merge(actor=agent, ticket=tickets["orders"], into=tickets["order"])
    not_a_request(actor=agent, ticket=tickets["english"])
    catch_up("search")
    assert answers(library, library.cast.sofia, "refund") == ""
    assert answers(library, library.cast.sofia, "is:not_request") == "english"
    assert answers(library, library.cast.sofia, "refund is:not_request") == "english"
    assert answers(library, library.cast.sofia, "refund -is:merged") == ""
    assert answers(library, library.cast.sofia, "is:merged") == "orders"
    with pytest.raises(Unclear):
        find(library.cast.anna, "is:not_request")


def test_hundreds_of_alternatives(library: Library) -> None:
    words = " OR ".join(f"слово{number} word{number}" for number in range(140)) + " OR посылки"
    assert answers(library, library.cast.sofia, words) == "delivery"


def test_the_number_of_queries_does_not_grow(library: Library, django_assert_max_num_queries: Any) -> None:
    find(library.cast.sofia, "faktura status:new")
    with django_assert_max_num_queries(9):
        find(library.cast.sofia, "faktura status:new")


def test_nobody_is_found_after_leaving(library: Library) -> None:
    cast: Cast = library.cast
    cast.anna.is_active = False
    assert find(cast.anna, "принтер").tickets == []
