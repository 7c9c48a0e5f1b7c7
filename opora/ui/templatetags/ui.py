"""Template tags of the components that need a little arithmetic; the rest are plain includes."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from django import template
from django.template import Context
from django.template.base import Node, NodeList, Parser, Token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

register = template.Library()

TONES = 6


@register.tag
def constant(parser: Parser, _token: Token) -> "Constant":
    """`{% constant %} … {% endconstant %}`: the same for everybody who reads the same language; drawn once for each."""
    nodes = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(nodes)


class Constant(Node):
    """What is inside sees nothing of the page around it, so nobody's own can be kept and shown to others."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The part in the active language."""
        language = get_language()
        if language not in self.drawn:
            alone = Context()
            alone.template = context.template
            self.drawn[language] = self.nodelist.render(alone)
        return self.drawn[language]


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A lucide icon from the sprite; decorative unless it has a label."""
    return _icon(static("ui/icons.svg"), name, str(label))


@lru_cache(maxsize=1000)
def _icon(sprite: str, name: str, label: str) -> SafeString:
    href = f"{sprite}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.filter
def initials(name: str) -> str:
    """“Анна Ковалёва” → “АК”, “ООО «Северный ветер»” → “ОС”, “help@x” → “H”."""
    words = [word.lstrip("«„“\"'(<") for word in str(name).replace("@", " @").split()]
    letters = [word[0] for word in words if word and word[0].isalnum()]
    return "".join(letters[:2] if len(letters) < 3 else [letters[0], letters[1]]).upper() or "?"


@register.simple_tag
def avatar(name: str, key: object = "") -> SafeString:
    """Initials on a tone that stays the same for the same person; said nothing aloud, the name stands beside it."""
    tone = sum(str(key or name).encode()) % TONES
    return format_html(
        '<span class="avatar" data-tone="{}" aria-hidden="true">{}</span>', tone, initials(name)
    )


@register.simple_tag
def when(moment: datetime | None, form: str = "short", words: str = "") -> SafeString:
    """A `<time>` in the viewer's zone: `short` for lists (12 min, 14:02, Mon, 3 May), `long` for the time line.

    `words` are what it says where they are known already.
    """
    if moment is None:
        return SafeString("")
    clock = Clock()
    full = date_format(moment.astimezone(clock.zone), "DATETIME_FORMAT")
    words = words or (clock.short(moment) if form == "short" else clock.long(moment))
    return format_html(
        '<time class="when" datetime="{}" title="{}" data-form="{}">{}</time>',
        moment.isoformat(),
        full,
        form,
        words,
    )


class Clock:
    """Says moments in the viewer's zone and language, as they are to be said now."""

    def __init__(self) -> None:
        self.zone = timezone.get_current_timezone()
        self.language = get_language()
        self.now = timezone.now().astimezone(self.zone)
        self.today = self.now.date()
        self.yesterday = self.today - timedelta(days=1)

    def short(self, moment: datetime) -> str:
        """For lists: now, 12 min, 14:02, yesterday, Mon, 3 May, 3 May 2024."""
        local = moment.astimezone(self.zone)
        minutes, day = int((self.now - local).total_seconds() // 60), local.date()
        if 0 <= minutes < 1:
            return _("now")
        if 0 <= minutes < 60:
            return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
        if day == self.today:
            return f"{local:%H:%M}"
        if day == self.yesterday:
            return _("yesterday")
        if 0 <= minutes < 6 * 24 * 60:
            return _day(day, "D", self.language)
        return self._date(day)

    def long(self, moment: datetime) -> str:
        """For the time line: today, 14:02."""
        local = moment.astimezone(self.zone)
        clock, day = f"{local:%H:%M}", local.date()
        if day == self.today:
            return _("today, %(clock)s") % {"clock": clock}
        if day == self.yesterday:
            return _("yesterday, %(clock)s") % {"clock": clock}
        return f"{self._date(day)}, {clock}"

    def _date(self, day: date) -> str:
        if day.year == self.today.year:
            return _day(day, pgettext("day and month, Django date format", "j M"), self.language)
        return _day(day, pgettext("day, month and year, Django date format", "j M Y"), self.language)


@lru_cache(maxsize=4000)
def _day(day: date, form: str, _language: str | None) -> str:
    return date_format(day, form)


@register.filter
def filesize_short(size: int) -> str:
    """Bytes in words of the viewer's language: 214 KB, 1.4 MB."""
    if size < 1024:
        return _("%(n)s B") % {"n": size}
    if size < 1024 * 1024:
        return _("%(n)s KB") % {"n": round(size / 1024)}
    return _("%(n)s MB") % {"n": f"{size / 1024 / 1024:.1f}"}


@register.simple_tag
def accent_url(colour: str) -> str:
    """The stylesheet of a brand's accent `#rrggbb`, by its colour; nothing for what is not a colour."""
    plain = colour.lower().lstrip("#")
    return reverse("ui:accent", args=[plain]) if re.fullmatch("[0-9a-f]{6}", plain) else ""
