"""The health centre: what is wrong, what to do about it, what was looked at and is well."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opora.administration.answers import done, form_page, page, saved
from opora.administration.doors import actor_of, administrators, supervisors_look
from opora.administration.forms.health import MuteForm
from opora.desk.actions import mute_health
from opora.desk.actions.examine import examine
from opora.desk.public import health as desk_health

PAGE = 50


@supervisors_look
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Open cards, red first; muted ones apart; then every check that found nothing."""
    cards = [_shown(card) for card in desk_health.standing()]
    context = {
        "title": _("Health"),
        "cards": [row for row in cards if row["card"].mute is None],
        "muted": [row for row in cards if row["card"].mute is not None],
        "well": desk_health.well(row["card"] for row in cards),
        "examined_at": desk_health.examined_at(),
    }
    if request.headers.get("HX-Request"):
        return page(request, "health/_cards", context)
    return page(request, "health/cards", context)


@supervisors_look
@require_safe
def past(request: HttpRequest) -> HttpResponse:
    """What was wrong once, newest first."""
    before = request.GET.get("before", "")
    rows = desk_health.archive(
        int(before) if before.isdecimal() and before.isascii() and len(before) < 19 else None, PAGE + 1
    )
    onward = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return page(request, "health/past", {"title": _("Past cards"), "cards": rows[:PAGE], "next": onward})


@administrators
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Looks at everything now."""
    examine(actor=actor_of(request))
    messages.success(request, _("Looked at everything."))
    return redirect("administration:health")


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, code: str) -> HttpResponse:
    """Mutes a category until a day, or lets it be heard again."""
    if "hear" in request.POST:
        mute_health(actor=actor_of(request), code=code, until=None)
        return saved(request, _("It counts again."), "health")
    soon = timezone.localdate() + timedelta(days=7)
    form = MuteForm(request.POST or None, initial={"until": soon})
    if form.is_valid() and done(form, lambda: _mute(request, code, form.cleaned_data)):
        return saved(request, _("Muted."), "health")
    return form_page(request, form, _("Mute cards of this kind"), "health/mute", back="health", code=code)


def _mute(request: HttpRequest, code: str, given: dict[str, Any]) -> None:
    until = datetime.combine(given["until"], time.max, timezone.get_current_timezone())
    mute_health(actor=actor_of(request), code=code, until=until, reason=given["reason"])


def _shown(card: desk_health.Card) -> dict[str, Any]:
    return {"card": card, "url": address_of(card)}


def address_of(card: desk_health.Card) -> str:
    """Where the card leads; empty when it leads nowhere."""
    if not card.place:
        return ""
    try:
        return reverse(card.place, args=[] if card.place_key is None else [card.place_key])
    except NoReverseMatch:
        return ""
