"""Choices that several forms offer."""

import zoneinfo
from functools import cache

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def _languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]


def _languages_or_none() -> list[tuple[str, object]]:
    return [("", _("not known")), *_languages()]


@cache
def _zones() -> list[tuple[str, str]]:
    names = sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in AREAS)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def _zones_or_desks() -> list[tuple[str, object]]:
    return [("", _("the desk's")), *_zones()]


# Looked up when a form is drawn: languages are called in the language of the moment.
languages = lazy(_languages, list)
languages_or_none = lazy(_languages_or_none, list)
zones = lazy(_zones, list)
zones_or_desks = lazy(_zones_or_desks, list)
