"""Messages and changes of a time line as HTML, kept by all that they are drawn from: an equal one is not drawn again.

The key is the whole of what a template says (words, files, how it stands, addresses), whose eyes see it (rights,
language, zone) and what day it is; so nothing kept can be stale, and what changed is simply another key.
"""

import secrets
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

# Stands for the token of a form, another in each answer; nobody can write it into a message.
_TOKEN = secrets.token_urlsafe(32)
KEPT = 2000
# Characters; what is longer is rare, and would fill the memory.
LONGEST = 20_000


@dataclass(frozen=True)
class Scene:
    """What a drawing depends on besides what is drawn."""

    ticket: int
    may: frozenset[str]
    language: str
    zone: str
    day: int

    @classmethod
    def of(cls, ticket: int, may: dict[str, bool]) -> "Scene":
        """For whoever reads now."""
        rights = frozenset(verb for verb, is_allowed in may.items() if is_allowed)
        zone, day = timezone.get_current_timezone_name(), timezone.localdate().toordinal()
        return cls(ticket, rights, translation.get_language() or "", zone, day)


def drawn(template: str, name: str, what: Hashable, scene: Scene, token: str, size: int = 0) -> SafeString:
    """The template with `what` under that name. `token`: for its forms; `size`: of what is drawn, in characters."""
    draw = _kept if size <= LONGEST else _drawn
    return mark_safe(draw(template, name, what, scene).replace(_TOKEN, token))


def _drawn(template: str, name: str, what: Hashable, scene: Scene) -> str:
    may = dict.fromkeys(scene.may, True)
    return render_to_string(
        template, {name: what, "ticket": {"pk": scene.ticket}, "may": may, "csrf_token": _TOKEN}
    )


_kept = lru_cache(KEPT)(_drawn)
