"""Template tags of the components that need a little arithmetic; the rest are plain includes."""

import re
from datetime import datetime, timedelta

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

register = template.Library()

TONES = 6


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A lucide icon from the sprite; decorative unless it has a label."""
    href = f"{static('ui/icons.svg')}#{name}"
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
def when(moment: datetime | None, form: str = "short") -> SafeString:
    """A `<time>` in the viewer's zone: `short` for lists (12 min, 14:02, Mon, 3 May), `long` for the time line."""
    if moment is None:
        return SafeString("")
    local = timezone.localtime(moment)
    full = date_format(local, "DATETIME_FORMAT")
    words = _short(local) if form == "short" else _long(local)
    return format_html(
        '<time class="when" datetime="{}" title="{}" data-form="{}">{}</time>',
        moment.isoformat(),
        full,
        form,
        words,
    )


def _short(local: datetime) -> str:
    now = timezone.localtime()
    minutes = int((now - local).total_seconds() // 60)
    if 0 <= minutes < 1:
        return _("now")
    if 0 <= minutes < 60:
        return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
    if local.date() == now.date():
        return date_format(local, "H:i")
    if local.date() == (now - timedelta(days=1)).date():
        return _("yesterday")
    if 0 <= minutes < 6 * 24 * 60:
        return date_format(local, "D")
    return date_format(local, _day_form(local, now))


def _long(local: datetime) -> str:
    now, clock = timezone.localtime(), date_format(local, "H:i")
    if local.date() == now.date():
        return _("today, %(clock)s") % {"clock": clock}
    if local.date() == (now - timedelta(days=1)).date():
        return _("yesterday, %(clock)s") % {"clock": clock}
    return f"{date_format(local, _day_form(local, now))}, {clock}"


def _day_form(local: datetime, now: datetime) -> str:
    if local.year == now.year:
        return pgettext("day and month, Django date format", "j M")
    return pgettext("day, month and year, Django date format", "j M Y")


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
