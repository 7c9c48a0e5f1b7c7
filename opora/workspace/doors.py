"""The workspace's doors: who may come in, and what becomes of a verb's refusal.

The URL table names the verb that each page of a ticket needs.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.tickets.public import obtain

Page = Callable[..., HttpResponseBase]


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in."""
    return cast(Person, request.user)


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person as the one who acts."""
    return Actor.of(person_of(request))


def staff(page: Page) -> Page:
    """Only for people who work at the desk; others sign in first, or are told that this is not for them."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not person_of(request).is_staff or not person_of(request).is_active:
            raise PermissionDenied
        response = _answered(page, request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Vary", "Cookie, HX-Request, X-Opora-Part")
        return response

    return guarded


def ticket_page(page: Page, verb: str) -> Page:
    """A page of one ticket: obtained for `verb`, or not there at all."""

    @staff
    @wraps(page)
    def opened(request: HttpRequest, number: int | str, **kwargs: Any) -> HttpResponseBase:
        return page(request, obtain(person_of(request), int(number), verb), **kwargs)

    opened.verb = verb  # type: ignore[attr-defined]
    return opened


def _answered(page: Page, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return page(request, *args, **kwargs)
    except NotFound as missing:
        raise Http404(str(missing.message)) from missing
    except NotAllowed as forbidden:
        if request.method == "POST":
            return refused(request, forbidden)
        raise PermissionDenied(str(forbidden.message)) from forbidden
    except Refusal as refusal:
        return refused(request, refusal)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Says why not, and leaves the page as it was: what somebody typed stays."""
    messages.error(request, str(refusal.message))
    if request.headers.get("HX-Request"):
        response = render(request, "ui/_toasts.html", {"oob": True}, status=refusal.status)
        response.headers["HX-Reswap"] = "none"
        return response
    return redirect(request.headers.get("Referer") or "workspace:tickets")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    response = redirect_to_login(request.get_full_path())
    if not request.headers.get("HX-Request"):
        return response
    away = HttpResponse(status=204)
    away.headers["HX-Redirect"] = response.headers["Location"]
    return away
