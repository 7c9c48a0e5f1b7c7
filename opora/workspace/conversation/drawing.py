"""Parts of a ticket's page as HTML, kept by all that they are drawn from: what is equal is not drawn again.

The key is the whole of what a template says (words, files, how it stands, addresses, rights), the language and zone it
is read in, and what day it is; so nothing kept can be stale or meant for others: what changed is another key.
"""

import secrets
from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import timezone, translation

# Stands for the token of a form, another in each answer; nobody can write it into a message.
_TOKEN = secrets.token_urlsafe(32)
KEPT = 3000

# The language and zone somebody reads in, and the day it is there.
Eyes = tuple[str, str, int]


def drawn(
    template: str, values: tuple[tuple[str, Hashable], ...], eyes: Eyes, *, is_kept: bool = True
) -> str:
    """The template with these values, and nothing else, for these eyes; without the token of its forms.

    Moments must be said in their `long` form: the short one says how long ago, which the key does not know.
    """
    draw = _kept if is_kept else _drawn
    return draw(template, values, eyes)


def with_token(html: str, token: object) -> str:
    """The same with the token that the forms of this answer need."""
    return html.replace(_TOKEN, str(token))


def eyes_now() -> Eyes:
    """Of whoever the page is for."""
    zone, today = timezone.get_current_timezone_name(), timezone.localdate().toordinal()
    return translation.get_language() or "", zone, today


def _drawn(template: str, values: tuple[tuple[str, Hashable], ...], _eyes: Eyes) -> str:
    return render_to_string(template, {**dict(values), "csrf_token": _TOKEN})


_kept = lru_cache(KEPT)(_drawn)
