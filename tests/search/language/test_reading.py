"""Queries as people type them, and the trees they are."""

import pytest

from opora.search.language.keys import Key, announce_key, find_key, keys
from opora.search.language.reading import parse
from opora.search.language.tree import And, Everything, Filter, In, Not, Or, Phrase, Word, depth
from opora.search.language.unclear import Unclear
from opora.search.language.values import (
    Between,
    Beyond,
    Choice,
    Distance,
    Me,
    Named,
    Nothing,
    Numbers,
    Period,
    Spoken,
    Value,
)
from opora.search.language.written import written

pytestmark = pytest.mark.once


def test_words_beside_each_other_bind_closer_than_or() -> None:
    assert parse("a b OR c") == Or((And((Word("a"), Word("b"))), Word("c")))
    assert parse("a (b OR c)") == And((Word("a"), Or((Word("b"), Word("c")))))


@pytest.mark.parametrize(
    "query", ["a OR b", "a ИЛИ b", "a NEBO b", "a | b", "a|b", "a OR OR b", "OR a OR b OR"]
)
def test_or_in_every_language(query: str) -> None:
    assert parse(query) == Or((Word("a"), Word("b")))


def test_small_letters_are_words() -> None:
    assert parse("a or b") == And((Word("a"), Word("or"), Word("b")))
    assert parse("И a AND b") == And((Word("a"), Word("b")))


@pytest.mark.parametrize("query", ["-a", "NOT a", "---a", "NOT -NOT a", "-(a)"])
def test_negation(query: str) -> None:
    assert parse(query) == Not(Word("a"))


def test_phrases_in_any_quotes() -> None:
    for query in ('"точная фраза"', "«точная фраза»", "„точная фраза“", "“точная фраза”", '"точная  фраза'):
        assert parse(query) == Phrase("точная фраза"), query
    assert parse('"say ""hi"""') == Phrase('say "hi"')
    assert parse('ООО"Ромашка" -"b"') == And((Word("ООО"), Phrase("Ромашка"), Not(Phrase("b"))))


def test_prefixes_and_numbers_are_words() -> None:
    assert parse("acc* #4711 4711") == And((Word("acc", is_prefix=True), Word("#4711"), Word("4711")))


@pytest.mark.parametrize(
    "word",
    ["http://x.cz/a?b=c", "12:30", "C:\\x", "Re:", "Fwd:", "localhost:8080", "std::x", "mailto:a@b.cz", "a:b", "f(x)",
     "x.txt:5", "AB:CD:EF", "key:=", "foo:,", "Добрый:"],
)  # fmt: skip
def test_a_colon_does_not_make_a_condition(word: str) -> None:
    assert parse(word) == Word(word)


@pytest.mark.parametrize(
    "query", ["", " \t\n", "()", "(((", ")))", '""', "OR", "NOT", "- - -", '" : ^ {} *', "-()", "\x00"]
)
def test_nothing_is_everything(query: str) -> None:
    assert parse(query) == Everything()
    assert written(parse(query)) == ""


def test_text_in_one_place() -> None:
    assert parse("subject:acc* předmět:кэшбэк") == And(
        (In("subject", Word("acc", is_prefix=True)), In("subject", Word("кэшбэк")))
    )
    assert parse("тема:(a OR -«b c») d") == And(
        (Or((In("subject", Word("a")), Not(In("subject", Phrase("b c"))))), Word("d"))
    )
    assert parse("Тема: кэшбэк") == In("subject", Word("кэшбэк"))


@pytest.mark.parametrize(
    ("query", "key", "values"),
    [
        ("status:new,open", "status", [Choice("new"), Choice("open")]),
        ("статус:открыт", "status", [Choice("open")]),
        ("stav:NOVÉ", "status", [Choice("new")]),
        ("stav:nevyresene", "status", [Choice("unsolved")]),
        ("status:«ждёт клиента»", "status", [Choice("pending")]),
        ("priority:vysoká", "priority", [Choice("high")]),
        ("приоритет:>=высокий", "priority", [Choice("high", ">=")]),
        ("priority:<3", "priority", [Choice("high", "<")]),
        ("type:вопросы", "type", [Choice("question")]),
        ("канал:почта", "channel", [Choice("mail")]),
        ("jazyk:česky,de", "language", [Choice("cs"), Choice("de")]),
        ("has:вложения", "has", [Choice("attachment")]),
        ("je:zpožděné", "is", [Choice("late")]),
        ("from:anna@veter.example", "from", [Named("anna@veter.example")]),
        ("od:já", "from", [Me()]),
        ('agent:me,"me",нет', "agent", [Me(), Named("me"), Nothing()]),
        ('dept:"First line",Billing,', "dept", [Named("First line"), Named("Billing")]),
        ("oddeleni:x", "dept", [Named("x")]),
        ("number:4711,#47..50,60..", "number", [Numbers(4711, 4711), Numbers(47, 50), Numbers(60, None)]),
        ("number:9..3", "number", [Numbers(3, 9)]),
        ("поле.order:48-1173", "field.order", [Named("48-1173")]),
        ("created:2026-05-01", "created", [Period(2026, 5, 1)]),
        ("created:1.5.2026", "created", [Period(2026, 5, 1)]),
        ("created:5.2026", "created", [Period(2026, 5)]),
        ("vytvořeno:2026", "created", [Period(2026)]),
        ("создан:2026-05..1.6.2026", "created", [Between(Period(2026, 5), Period(2026, 6, 1))]),
        ("created:..today", "created", [Between(None, Spoken("today"))]),
        ("created:>7d", "created", [Distance(">", 7, "d")]),
        ("updated:<2ч", "updated", [Distance("<", 2, "h")]),
        ("updated:2týd", "updated", [Distance("<", 2, "w")]),
        ("created:>2026-05-01", "created", [Beyond(">", Period(2026, 5, 1))]),
        ("created:>=2026-05-01", "created", [Between(Period(2026, 5, 1), None)]),
        ('created:вчера,DNES,"minulý týden"', "created", [Spoken("yesterday"), Spoken("today"), Spoken("lastweek")]),
        ("solved:none", "solved", [Nothing()]),
        ("due:zítra", "due", [Spoken("tomorrow")]),
    ],
)  # fmt: skip
def test_conditions(query: str, key: str, values: list[Value]) -> None:
    assert parse(query) == Filter(key, tuple(values))


def test_one_key_for_several_conditions() -> None:
    assert parse("from:(anna OR -«jan novák»)") == Or(
        (Filter("from", (Named("anna"),)), Not(Filter("from", (Named("jan novák"),))))
    )


def test_everything_knows_where_it_stands() -> None:
    query = "x -status:new (subject:b OR c)"
    tree = parse(query)
    assert isinstance(tree, And)
    assert [query[part.start : part.end] for part in tree.parts] == ["x", "-status:new", "subject:b OR c"]


@pytest.mark.parametrize(
    ("query", "code", "at_fault", "suggestion"),
    [
        ("a statsu:open b", "unknown_key", "statsu:", "a status:open b"),
        ("foo:bar", "unknown_key", "foo:", "from:bar"),
        ("отпр:анна", "unknown_key", "отпр:", "от:анна"),
        ("xyzzy:quux b", "unknown_key", "xyzzy:", '"xyzzy:quux" b'),
        ("statis:5", "unknown_key", "statis:", "status:5"),
        ("a status: ", "value_missing", "status:", None),
        ('from:""', "value_missing", '""', None),
        ("status:opne b", "unknown_value", "opne", "status:open b"),
        ("status:new,qqq", "unknown_value", "qqq", None),
        ("status:o", "ambiguous_value", "o", "status:open"),
        ("created:2026-13", "bad_time", "2026-13", None),
        ("created:31.2.2026", "bad_time", "31.2.2026", None),
        ("created:soon", "bad_time", "soon", None),
        ("number:x", "bad_number", "x", None),
    ],
)
def test_what_is_unclear(query: str, code: str, at_fault: str, suggestion: str | None) -> None:
    with pytest.raises(Unclear) as caught:
        parse(query)
    unclear = caught.value
    assert (unclear.code, query[unclear.start : unclear.end], unclear.suggestion) == (
        code,
        at_fault,
        suggestion,
    )
    if suggestion and code == "unknown_key" and "status:5" not in suggestion:
        parse(suggestion)


def test_the_message_names_what_was_probably_meant() -> None:
    with pytest.raises(Unclear, match="Did you mean “from:”"):
        parse("foo:bar")
    with pytest.raises(Unclear, match="open, on hold"):
        parse("status:o")


def test_signs_that_nobody_sees_change_nothing() -> None:
    query = "\u200fsta\u00adtus:new \u200e-a\u200db"
    assert parse(query) == And((Filter("status", (Choice("new"),)), Not(Word("ab"))))
    assert parse("a\x00b") == And((Word("a"), Word("b")))
    assert parse("🙂") == Word("🙂")


@pytest.mark.parametrize(
    "query",
    [
        "NEAR(a b)",
        "a^2",
        "{a b}",
        '" OR 1=1 --',
        "a* AND b*",
        "(?P<x>a+)+$",
        "'; DROP TABLE ticket;",
        "col:*",
    ],
)
def test_what_databases_understand_means_nothing_here(query: str) -> None:
    assert parse(written(parse(query))) == parse(query)


def test_long_queries_are_refused_in_words() -> None:
    assert isinstance(parse(" OR ".join(["a"] * 200)), Or)
    assert parse("(" * 5000) == Everything()
    assert parse("(" * 2500 + "a" + ")" * 2500) == Word("a")
    for query, code in [
        ("x" * 10_001, "too_long"),
        ("x " * 4_000, "too_many"),
        ("(a -" * 40 + "b", "too_deep"),
        ("-(a " * 2_000, "too_many"),
        ("a(" * 5_000, "too_many"),
    ]:
        with pytest.raises(Unclear) as caught:
            parse(query)
        assert caught.value.code == code
    assert depth(parse("(a -" * 9 + "b")) == 18


def test_every_example_is_of_its_key() -> None:
    for name, key in keys().items():
        tree = parse(key.example)
        found = tree.key.partition(".")[0] if isinstance(tree, Filter) else getattr(tree, "field", None)
        assert found == name
        assert written(tree) == key.example


def test_every_spelling_leads_to_its_key() -> None:
    for name, key in keys().items():
        for word in (name, *(word for words in key.spellings.values() for word in words)):
            typed = f"{word}.x" if key.takes_name else word
            assert find_key(typed.upper()) == (key, f"{name}.x" if key.takes_name else name)
            assert {"ru", "cs"} <= set(key.spellings)


def test_two_keys_cannot_be_spelled_alike() -> None:
    with pytest.raises(ValueError, match="статус"):
        announce_key(Key("state", None, "State", "how it is", "state:x", {"ru": ("СТАТУС",)}))
    assert "state" not in keys()
