"""What is wrong with a value, in people's words: for the kinds of mistakes that requests make."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, str | Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("There is no value of this name here."),
    "string_type": _("Send a text."),
    "string_too_short": _("This is too short: at least %(min_length)s characters."),
    "string_too_long": _("This is too long: at most %(max_length)s characters."),
    "string_pattern_mismatch": _("This text does not have the form that it needs; see /api/v1/docs."),
    "string_unicode": _("This text is not whole Unicode characters."),
    "int_type": _("Send a whole number."),
    "int_parsing": _("Send a whole number."),
    "int_from_float": _("Send a whole number."),
    "int_parsing_size": _("This number is too large."),
    "greater_than_equal": _("Send a number from %(ge)s."),
    "less_than_equal": _("Send a number up to %(le)s."),
    "bool_type": _("Send true or false."),
    "literal_error": _("Choose one of: %(expected)s."),
    "list_type": _("Send a list."),
    "dict_type": _("Send an object."),
    "model_type": _("Send an object."),
    "model_attributes_type": _("Send an object."),
    "too_short": _("This list is too short: at least %(min_length)s."),
    "too_long": _("This list is too long: at most %(max_length)s."),
    "uuid_parsing": _("Send a UUID."),
    "uuid_type": _("Send a UUID."),
    "datetime_from_date_parsing": _("Send a moment like 2026-05-31T12:00:00Z."),
    "datetime_parsing": _("Send a moment like 2026-05-31T12:00:00Z."),
}


def in_words(mistake: Mapping[str, Any]) -> str:
    """One of pydantic's errors in the active language; an uncommon one in pydantic's own words."""
    words = WORDS.get(mistake["type"])
    return str(words) % mistake.get("ctx", {}) if words is not None else str(mistake["msg"])
