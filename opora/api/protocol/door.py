"""Who asks: a token, or somebody signed in to the pages; and what every answer carries."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.security.session import SessionAuth

from opora.api.protocol import problems
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, actor_of_token

READING = {"GET", "HEAD", "OPTIONS"}


class Token(HttpBearer):
    """`Authorization: Bearer opora_…`; a wrong one is refused even beside a good cookie."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        if not request.headers.get("Authorization"):
            return None
        actor = super().__call__(request)
        if actor is None:
            raise AuthenticationError
        return _with_scope(request, cast(Actor, actor))

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Who the token speaks for."""
        return actor_of_token(token.strip())


class Session(APIKeyCookie):
    """The cookie of somebody signed in; changes need the CSRF header as well."""

    param_name = SessionAuth.param_name

    def __call__(self, request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None  # without a session there is no forgery to fear: 401, not 403
        return cast(Actor | None, super().__call__(request))

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The signed-in person, with all their rights."""
        return Actor.of(cast(Person, request.user))


def _with_scope(request: HttpRequest, actor: Actor) -> Actor:
    actor.require_scope("read" if request.method in READING else "write")
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """The person who asks: tokens and sessions always are somebody's."""
    person = actor_of(request).person
    assert person is not None
    return person


def staff_of(request: HttpRequest) -> Person:
    """The same for addresses that are the desk's own business. Raises NotAllowed for customers."""
    person = person_of(request)
    if not person.is_staff:
        raise NotAllowed.for_role()
    return person


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What surrounds every address: HEAD as GET, problems instead of pages, nothing kept by caches."""

    @csrf_exempt
    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = problems.unknown_address(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = _other_method(request, set(response.headers["Allow"].split(", ")))
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
        return response

    return inside


def _other_method(request: HttpRequest, methods: set[str]) -> HttpResponse:
    more = {"OPTIONS", "HEAD"} if "GET" in methods else {"OPTIONS"}
    allowed = ", ".join(sorted(methods | more))
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": allowed})
    return problems.wrong_method(allowed)
