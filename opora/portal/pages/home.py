"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opora.desk.public import topics


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What we can help with, and the two ways on: write to us, see my requests."""
    return render(request, "portal/home.html", {"topics": topics().filter(is_public=True)})
