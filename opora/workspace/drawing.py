"""Messages and changes of a time line as HTML, kept by all that they are drawn from: an equal one is not drawn again.

The key is the whole of what a template says (words, files, how it stands, addresses), whose eyes see it (rights,
language, zone) and what day it is; so nothing kept can be stale, and what changed is simply another key.
"""

import secrets
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import timezone, translation

from opora.workspace.timeline import Entry

# Stands for the token of a form, another in each answer; nobody can write it into a message.
_TOKEN = secrets.token_urlsafe(32)
KEPT = 2000


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


def drawn(entry: Entry, scene: Scene) -> str:
    """A place in the time line as HTML, without the token of its forms."""
    return _kept(entry, scene) if entry.message is None or entry.message.is_kept else _drawn(entry, scene)


def with_token(html: str, token: str) -> str:
    """The same with the token that the forms of this answer need."""
    return html.replace(_TOKEN, token)


def _drawn(entry: Entry, scene: Scene) -> str:
    context = {
        "entry": entry,
        "ticket": {"pk": scene.ticket},
        "may": dict.fromkeys(scene.may, True),
        "csrf_token": _TOKEN,
    }
    return render_to_string("workspace/tickets/_entry.html", context)


_kept = lru_cache(KEPT)(_drawn)
