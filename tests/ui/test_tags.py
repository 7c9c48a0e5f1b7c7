"""Template tags: initials, times, sizes, and the small includes they stand in."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.translation import gettext

from opora.ui.templatetags import ui

NOW = datetime(2026, 5, 20, 14, 30, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Анна Ковалёва", "АК"),
        ("Петр", "П"),
        ("ООО «Северный ветер»", "ОС"),
        ("help@desk.example", "H"),
        ("Ludwig van Beethoven", "LV"),
        ("", "?"),
        ("«»", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert ui.initials(name) == letters


@pytest.mark.parametrize(
    ("minutes", "language", "words"),
    [
        (0, "en", "now"),
        (12, "en", "12 min"),
        (120, "en", "12:30"),
        (60 * 24, "en", "yesterday"),
        (60 * 24 * 3, "en", "Sun"),
        (60 * 24 * 40, "en", "10 Apr"),
        (60 * 24 * 400, "en", "15 Apr 2025"),
    ],
)
def test_short_times(minutes: int, language: str, words: str) -> None:
    with time_machine.travel(NOW, tick=False), translation.override(language):
        assert f">{words}</time>" in ui.when(NOW - timedelta(minutes=minutes))


def test_long_times_are_in_the_readers_zone() -> None:
    moment = datetime(2026, 5, 20, 12, 5, tzinfo=ZoneInfo("UTC"))
    with time_machine.travel(NOW, tick=False), timezone.override("Asia/Yekaterinburg"):
        assert ">today, 17:05</time>" in ui.when(moment, "long")
        assert ">yesterday, 17:05</time>" in ui.when(moment - timedelta(days=1), "long")
        assert ui.when(None) == ""


def test_a_time_in_known_words_says_them_and_its_date() -> None:
    moment = datetime(2026, 5, 20, 12, 5, tzinfo=ZoneInfo("UTC"))
    assert ">long ago</time>" in ui.when(moment, "short", "long ago")
    assert "May 20, 2026" in ui.when(moment, "short", "long ago")


def test_what_is_constant_is_drawn_once_for_each_language_and_sees_nothing_of_the_page() -> None:
    part = Template(
        "{% load i18n ui %}{% constant %}{% translate 'Main' %}{{ secret }}{% endconstant %}{{ secret }}"
    )
    with translation.override("en"):
        assert part.render(Context({"secret": "42"})) == "Main42"
    with translation.override("ru"):
        assert part.render(Context({"secret": "43"})) == f"{gettext('Main')}43" != "Main43"
    with translation.override("en"):
        assert part.render(Context({"secret": "44"})) == "Main44"


def test_sizes() -> None:
    assert [ui.filesize_short(size) for size in (12, 214_000, 5_400_000)] == ["12 B", "209 KB", "5.1 MB"]


def test_icon_speaks_only_with_a_label() -> None:
    assert 'aria-hidden="true"' in ui.icon("check")
    assert 'aria-label="Done"' in ui.icon("check", "Done")


def test_accent_url_refuses_what_is_no_colour() -> None:
    assert ui.accent_url("#1F6F5C") == "/ui/accent/1f6f5c.css"
    assert ui.accent_url("red;}") == ""


class Example(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the passport")
    agree = forms.BooleanField(label="Agree")
    way = forms.ChoiceField(label="Way", choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_forms_are_drawn_with_our_fields() -> None:
    html = str(Example({"name": ""}))
    assert html.count('class="field"') == 3
    assert "As in the passport" in html
    assert 'class="field-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'type="hidden"' in html


def test_what_an_administrator_wrote_as_help_is_text() -> None:
    form = Example()
    form.fields["name"].help_text = "<form action=//thief>"
    assert "<form action" not in str(form)


def test_form_wide_errors_stand_above() -> None:
    form = Example({"name": "x", "agree": "on"})
    form.add_error(None, "Not today")
    assert str(form).index("Not today") < str(form).index('class="field"')


@pytest.mark.django_db
def test_layouts_render_for_somebody_unknown() -> None:
    request = RequestFactory().get("/")
    context = {"desk_name": "Severka", "brand": {"accent": "#aa3300"}, "theme": "dark"}
    for layout in ("ui/portal.html", "ui/card.html"):
        html = render_to_string(layout, context, request)
        assert "Severka" in html
        assert "/ui/accent/aa3300.css" in html
        assert 'name="language"' in html


@pytest.mark.parametrize("name", ["not_found", "forbidden", "forged", "failed"])
def test_error_pages_need_no_request(name: str) -> None:
    assert "<h1>" in render_to_string(f"ui/errors/{name}.html")


def test_message_with_an_undo_offers_it() -> None:
    message = Message(constants.SUCCESS, "Solved", extra_tags="/undo/1/")
    html = render_to_string("ui/_toasts.html", {"messages": [message]}, RequestFactory().get("/"))
    assert 'action="/undo/1/"' in html
    assert 'role="status"' in html


def test_attachment_and_empty_place() -> None:
    html = render_to_string(
        "ui/_attachment.html", {"name": "чек.pdf", "url": "/f", "size": 2048, "picture": False}
    )
    assert "чек.pdf" in html
    assert "2 KB" in html
    html = render_to_string("ui/_empty.html", {"heading": "Nothing", "url": "/x", "action": "Go"})
    assert 'href="/x"' in html
