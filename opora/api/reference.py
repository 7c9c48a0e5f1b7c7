"""The description for programs (OpenAPI), and the same as a page for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from opora.api.application import api
from opora.api.protocol.reference_page import groups, shapes


def description(request: HttpRequest) -> HttpResponse:
    """GET /api/v1/openapi.json"""
    return JsonResponse(api.described, json_dumps_params={"ensure_ascii": False})


def page(request: HttpRequest) -> HttpResponse:
    """GET /api/v1/docs: every address with what it takes and gives, made from the description."""
    root = request.build_absolute_uri("/").rstrip("/")
    context = {
        "groups": groups(api.described),
        "shapes": shapes(api.described),
        "root": root,
        "base": f"{root}/api/v1",
    }
    return render(request, "api/reference.html", context)
