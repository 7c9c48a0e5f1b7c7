"""/desk/search/: finding a ticket by number, subject, last words or requester."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from opora.tickets.public import Key, page, visible_to
from opora.workspace import answers
from opora.workspace.doors import person_of

COLUMNS = ("subject", "snippet", "requester__name", "requester__email")


def search(request: HttpRequest) -> HttpResponse:
    """A number leads straight to its ticket; words are looked for in subjects, last words and names."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    digits = query.lstrip("#№ ")
    visible = visible_to(person_of(request))
    if (
        digits.isascii()
        and digits.isdecimal()
        and len(digits) < 18
        and visible.filter(pk=int(digits)).exists()
    ):
        return redirect("workspace:ticket", number=int(digits))
    found = page(visible.filter(_holding(query)), Key.read(request.GET.get("after", ""))) if query else None
    context: dict[str, object] = {"query": query, "found": found}
    return answers.page_of(request, "workspace/tickets/search.html", context)


def _holding(query: str) -> Q:
    """SQLite folds only Latin letters, so the usual spellings of the words are asked for one by one."""
    found = Q()
    for spelling in {query, query.lower(), query.capitalize(), query.title(), query.upper()}:
        for column in COLUMNS:
            found |= Q(**{f"{column}__icontains": spelling})
    return found
