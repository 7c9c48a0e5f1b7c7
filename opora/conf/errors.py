"""Pages for what went wrong before or outside a room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's secret is missing or old (a forged form, or cookies switched off)."""
    return render(request, "ui/errors/forged.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what does not exist and what this person may not see."""
    return render(request, "ui/errors/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "ui/errors/forbidden.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """500: drawn without database or session, which may be what failed."""
    return render(None, "ui/errors/failed.html", status=500)
