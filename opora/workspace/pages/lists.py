"""/desk/: lists of tickets, and the rail with their counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opora.workspace import answers, lists
from opora.workspace.doors import person_of

PARTS = {"listing": "workspace/tickets/_listing.html", "rows": "workspace/tickets/_rows.html"}


def tickets(request: HttpRequest) -> HttpResponse:
    """A list, whole or the part that htmx asks for."""
    asked = request.GET
    shown = lists.listing(
        person_of(request), asked.get("list", ""), asked.get("sort", ""), asked.get("after", "")
    )
    part = PARTS.get(request.headers.get("X-Opora-Part", ""))
    if part and answers.is_fragment(request):
        return render(request, part, {"listing": shown, "current_number": _open_number(request)})
    return answers.page_of(
        request, "workspace/tickets/list.html", {"listing": shown, "rail_key": shown["key"]}
    )


def rail(request: HttpRequest) -> HttpResponse:
    """The rail's lists with fresh counts."""
    return HttpResponse(lists.rail(person_of(request), request.GET.get("list", ""))["html"])


def _open_number(request: HttpRequest) -> int | None:
    last = request.headers.get("HX-Current-URL", "").partition("?")[0].rstrip("/").rpartition("/")[2]
    return int(last) if last.isascii() and last.isdecimal() and len(last) < 19 else None
