"""The administration's doors: administrators; on some pages supervisors too, who may look but not change."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, NotFound

Page = Callable[..., HttpResponse]


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in."""
    return cast(Person, request.user)


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person as the one who acts."""
    return Actor.of(person_of(request))


def administrators(page: Page) -> Page:
    """Only administrators."""
    return _guarded(page, lambda request: person_of(request).is_administrator)


def supervisors_look(page: Page) -> Page:
    """Administrators; supervisors may read the page, and send nothing."""
    return _guarded(page, _looks_or_administrates)


def _looks_or_administrates(request: HttpRequest) -> bool:
    person = person_of(request)
    return person.is_administrator or (person.is_supervisor and request.method in {"GET", "HEAD"})


def _guarded(page: Page, may: Callable[[HttpRequest], bool]) -> Page:
    @wraps(page)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not person_of(request).is_active or not may(request):
            raise PermissionDenied
        response = _answered(partial(page, request, **kwargs))
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    guarded.is_guarded = True  # type: ignore[attr-defined]
    return guarded


def _answered(page: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return page()
    except NotFound as missing:
        raise Http404(str(missing.message)) from missing
    except NotAllowed as forbidden:
        raise PermissionDenied(str(forbidden.message)) from forbidden
