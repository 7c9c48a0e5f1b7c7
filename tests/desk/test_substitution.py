"""Words with places: what is refused, and that nothing put in can become markup."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.desk.actions import change_department
from opora.desk.public import signatures, substitution
from opora.desk.substitution import Sort, read
from opora.people.public import Actor, Refusal
from tests.cast import Cast

OFFERED = {"name": Sort.TEXT, "ticket.subject": Sort.TEXT, "link": Sort.ADDRESS, "message": Sort.HTML}


def html(source: str, **values: str) -> str:
    return read(source, OFFERED, "html").as_html(
        {key.replace("__", "."): value for key, value in values.items()}
    )


def test_places_are_filled_in() -> None:
    assert html("<p>{{name}}, {{ ticket.subject }}!</p>", name="Anna", ticket__subject="A & B") == (
        "<p>Anna, A &amp; B!</p>"
    )
    assert html("<p>{{ link }}</p>", link="https://a.example/?b=1&c") == (
        '<p><a href="https://a.example/?b=1&amp;c">https://a.example/?b=1&amp;c</a></p>'
    )
    assert html('<a href="{{ link }}">{{ name }}</a>', link="https://a.example/", name="x") == (
        '<a href="https://a.example/">x</a>'
    )
    assert html("<p>{{ message }}</p>", message="<p>да</p>") == "<p>да</p>", "HTML stands in no paragraph"


def test_sections_show_what_is_there() -> None:
    source = "{{#name}}<p>{{ name }}</p>{{/name}}{{^name}}<p>nobody</p>{{/name}}"
    assert html(source, name="Anna") == "<p>Anna</p>"
    assert html(source) == "<p>nobody</p>"
    assert html("<p>{{#name}}</p><p>Dear {{ name }}</p><p>{{/name}}</p>", name="A") == "<p>Dear A</p>"


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("a\nb {{ nmae }}", "unknown_variable", "2"),
        ("{{ name.__class__ }}", "unknown_variable", "1"),
        ("{{ settings.SECRET_KEY }}", "unknown_variable", "1"),
        ("{{ name|safe }}", "unknown_variable", "1"),
        ("{{#name}}x", "not_closed", "1"),
        ("x\n\n{{/name}}", "not_open", "3"),
        ("{{#name}}{{#link}}{{/name}}{{/link}}", "not_open", "1"),
        ("{{#name}}<p>x{{/name}}</p>", "not_balanced", "1"),
        ("a { b }} c", "unfinished", "1"),
        ("{{ name", "unfinished", "1"),
        ('<a href="javascript:{{ link }}">x</a>', "in_tag", "1"),
        ('<a href="{{ name }}">x</a>', "in_tag", "1"),
        ('<b title="{{ link }}">x</b>', "in_tag", "1"),
        ("<b {{#name}}>{{/name}}", "in_tag", "1"),
        ("{{#name}}" * 20, "too_deep", "1"),
        ("{{ name }}" * 600, "too_many", "1"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(source: str, code: str, line: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(source, OFFERED, "html")
    assert (refused.value.code, refused.value.field) == (code, "html")
    assert f"line {line}" in str(refused.value.message)


def test_a_subject_takes_words_only() -> None:
    pattern = read("Re: {{ ticket.subject }}", OFFERED, "subject", is_html=False)
    assert pattern.as_line({"ticket.subject": "a\r\nBcc: x@y.example <b>"}) == "Re: a Bcc: x@y.example <b>"
    with pytest.raises(Refusal, match="does not fit"):
        read("{{ message }}", OFFERED, "subject", is_html=False)


@given(st.text(max_size=60))
def test_a_value_never_becomes_markup_nor_a_place(value: str) -> None:
    made = html('<p>{{ name }}</p><a href="{{ link }}">x</a>', name=value, link=value)
    inside = made.removeprefix("<p>").partition("</p>")[0]
    assert "<" not in inside
    assert '"' not in made.partition('href="')[2].partition('">x</a>')[0]
    assert html("<p>{{ name }}</p>", name="{{ message }}", message="<b>") == "<p>{{ message }}</p>"


@given(st.text('{}#/^ namelink.<>p"=\n', max_size=60))
def test_anything_is_read_or_refused(source: str) -> None:
    try:
        read(source, OFFERED, "html")
    except Refusal:
        return
    read(source, OFFERED, "html").as_html({"name": "x"})


def test_a_signature_has_places_too(cast: Cast) -> None:
    adam, html = Actor.of(cast.adam), "<p>{{ agent.name }}<br>{{ department.name }}<script>x</script></p>"
    row = change_department(actor=adam, department=cast.first_line, signature=html)
    assert signatures.filled(row.signature, {"agent.name": "Вера", "department.name": "Линия"}) == (
        "<p>Вера<br>Линия</p>"
    )
    assert signatures.filled(row.signature, {"department.name": "Линия"}) == "<p>Линия</p>"
    with pytest.raises(Refusal, match="no variable") as refused:
        change_department(actor=adam, department=row, signatures={"ru": "{{ agent.password }}"})
    assert refused.value.field == "signature_ru"


def test_a_signature_from_before_stays_as_it_was() -> None:
    kept: Any = "<p>{{ whatever }}</p>"
    assert signatures.filled(kept, {}) == kept
    assert substitution.read("", {}, "html").names() == set()
