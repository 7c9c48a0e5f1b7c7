"""Words, phrases and conditions in any nesting."""

import pytest
from django.db import connection

from opora.search.language.reading import parse
from opora.search.public import find, matching
from tests.cast import Cast
from tests.search.finding.test_find import wrong
from tests.search.library import Library, stock

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]
ALL = "refund order orders english delivery mixed invoice"
NESTED = {
    # words or conditions
    "принтер OR tag:vip": "refund",
    "faktura OR tag:vip": "invoice orders refund",
    "(faktura tag:vip) OR (faktura priority:urgent)": "orders",
    "(faktura OR принтер) (tag:vip OR priority:urgent)": "orders refund",
    "(faktura -účet) OR принтер": "orders refund",
    "faktura OR -faktura": "ALL",
    # phrases among them
    '"верните деньги" OR faktura': "invoice orders refund",
    '"верните деньги" OR "chybí mi"': "invoice refund",
    'деньги -"верните деньги"': "",
    'деньги -"деньги верните"': "refund",
    'created:2026-03-02..2026-03-08 -"верните деньги" -faktura': "mixed delivery english order",
    # nothing but what is not wanted
    "-faktura created:2026-03-02..2026-03-08": "mixed delivery english order refund",
    "-(faktura OR принтер) created:2026-03-02..2026-03-08": "mixed delivery english order",
    "-(faktura tag:vip) created:2026-03-02..2026-03-08": "ALL",
    "-(принтер tag:vip) created:2026-03-02..2026-03-08": "invoice mixed delivery english orders order",
    "faktura -(účet OR eshop)": "",
    "faktura -(účet eshop)": "invoice orders",
    "faktura -(účet -smlouva)": "invoice orders",
    "-(-faktura)": "invoice orders",
    # what is no word, or everywhere
    "💥 faktura": "invoice orders",
    "💥 tag:vip": "refund",
    "и tag:vip": "refund",
    "-и tag:vip": "refund",
    "(и OR faktura) priority:urgent": "orders",
    '"и" tag:vip': "",
    '"💥" tag:vip': "refund",
    "subject:и tag:vip": "refund",
    "💥": "",
    "💥 OR 🧨": "",
    "-💥": "",
    '"и на"': "",
}


@pytest.fixture
def library(cast: Cast) -> Library:
    return stock(cast)


def test_nested(library: Library) -> None:
    """And nothing of it depends on whether a page is asked for, or all."""
    newest = " ".join(library.names(sorted((row.pk for row in library.tickets.values()), reverse=True)))
    expected = {query: newest if names == "ALL" else names for query, names in NESTED.items()}
    assert wrong(library, library.cast.vera, expected) == {}
    for query, names in expected.items():
        everything = {row.pk for row in matching(library.cast.vera, parse(query))}
        assert set(library.names(everything)) == set(names.split()), query


def test_what_was_passed_over_is_said(library: Library) -> None:
    vera = library.cast.vera
    assert find(vera, "и faktura").remarks == ["Nearly every ticket has “и”: not looked for."]
    assert find(vera, "faktura").remarks == []
    assert "“и”, “на”" in find(vera, "и на и faktura").remarks[0]
