"""The mail room's door: it is there in demo mode only, for whoever runs the demo."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def demo(page: Page[P]) -> Page[P]:
    """Not there at all unless this is the demo."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        response = page(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return cast(Page[P], guarded)
