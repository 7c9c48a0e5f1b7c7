"""What was mended in a mail, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from opora.mail.parsing.problems import SENTENCES


def in_words(noted: Mapping[str, Any] | str) -> str:
    """A repair as `why` keeps it: its code and values; older rows have English sentences."""
    if isinstance(noted, str):
        return _(noted) if noted else ""
    sentence = SENTENCES.get(str(noted.get("code")))
    values = noted.get("values") or {}
    try:
        return _(sentence) % values if sentence else str(noted.get("code"))
    except (KeyError, TypeError, ValueError):  # kept by another version
        return str(sentence)
