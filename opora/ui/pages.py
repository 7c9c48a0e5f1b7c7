"""The ui room's only page: a brand's accent as a stylesheet, named by its colour so that it can be kept for ever."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from opora.ui import accent


@require_safe
def accent_css(request: HttpRequest, colour: str) -> HttpResponse:
    """`/ui/accent/1f6f5c.css`; public."""
    response = HttpResponse(accent.stylesheet(f"#{colour}"), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
