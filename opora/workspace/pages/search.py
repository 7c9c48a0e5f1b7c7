"""/desk/search/: finding tickets, what is offered while one types, how the language works."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from opora.people.models import Person
from opora.search.public import complete, explained, saved_searches
from opora.tickets.public import visible_to
from opora.workspace import answers
from opora.workspace.doors import person_of
from opora.workspace.searching import results

EXAMPLES = ("agent", "is", "has", "created")
OFFERED = 6


def search(request: HttpRequest) -> HttpResponse:
    """A number leads straight to its ticket; anything else is looked for."""
    viewer, asked = person_of(request), request.GET
    query = results.tidy(asked.get("q", ""))
    number = _number(query)
    if number is not None and visible_to(viewer).filter(pk=number).exists():
        return redirect("workspace:ticket", number=number)
    shown = results.listing(viewer, query, asked.get("order", ""), asked.get("after", ""))
    if answers.is_fragment(request) and request.headers.get("X-Opora-Part") == "rows":
        return render(request, "workspace/search/_rows.html", {"listing": shown})
    context = {"listing": shown, "examples": [] if query else _examples(viewer), "is_search": True}
    return answers.page_of(request, "workspace/search/page.html", context)


def completion(request: HttpRequest) -> HttpResponse:
    """What may come next at the cursor (`at`: characters before it); saved searches where nothing is typed."""
    viewer, text = person_of(request), request.GET.get("q", "")[:2000]
    at = request.GET.get("at", "")
    cursor = int(at) if at.isascii() and at.isdecimal() and len(at) < 6 else len(text)
    saved = [] if text.strip() else list(saved_searches(viewer)[:OFFERED])
    context = {
        "offers": complete(text, cursor, viewer) if text else [],
        "saved": [
            {"name": row.name, "query": row.query, "asked": urlencode({"q": row.query, "order": row.order})}
            for row in saved
        ],
    }
    return render(request, "workspace/search/_completion.html", context)


def how(request: HttpRequest) -> HttpResponse:
    """The language, with the keys as the viewer's language writes them."""
    context: dict[str, object] = {"rows": explained(person_of(request)), "title": _("How to search")}
    if answers.is_fragment(request):
        return render(request, "workspace/search/_dialog_help.html", context)
    return answers.page_of(request, "workspace/search/help.html", context)


def _number(query: str) -> int | None:
    digits = query.lstrip("#№ ")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 18 else None


def _examples(viewer: Person) -> list[dict[str, str]]:
    rows = {row.key: row for row in explained(viewer)}
    wanted = [row for row in rows.values() if any(f"{name}:" in (row.key, *row.others) for name in EXAMPLES)]
    return [{"query": row.example, "url": results.url_of(row.example)} for row in wanted]
