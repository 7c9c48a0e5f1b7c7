"""/desk/tickets/4711: one ticket, beside its list; parts of it for htmx; a page for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opora.tickets.models import Ticket
from opora.workspace import answers, lists, panes
from opora.workspace.conversation import timeline
from opora.workspace.doors import person_of


def show(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The ticket: everything, its panes, or the part that changed."""
    key = answers.list_key(request)
    if not answers.is_fragment(request):
        return whole(request, ticket)
    part = request.headers.get("X-Opora-Part", "panes")
    context = {
        "ticket": ticket,
        "listing": {"key": key, "url": lists.url_of(key)},
        **_part(request, ticket, part),
    }
    name = part if part in {"head", "timeline", "context"} else "opened"
    return render(request, f"workspace/tickets/_{name}.html", context)


def whole(
    request: HttpRequest,
    ticket: Ticket,
    compose: dict[str, object] | None = None,
    status: int = 200,
    wish: int | None = None,
) -> HttpResponse:
    """The page with rail and list; `compose` is what somebody wrote that could not be posted.

    `wish`: the message whose pictures somebody asked for.
    """
    listing = lists.listing(person_of(request), answers.list_key(request))
    context = {
        **panes.of(request, ticket, compose, wish=wish),
        "listing": listing,
        "rail_key": listing["rail_key"],
    }
    return answers.page_of(request, "workspace/tickets/ticket.html", context, status)


def _part(request: HttpRequest, ticket: Ticket, part: str) -> dict[str, object]:
    person = person_of(request)
    may = panes.rights(person, ticket)
    if part == "head":
        return panes.head(request, ticket)
    if part == "timeline":
        return {"may": may, "timeline": timeline.of(ticket, person, may_undo=may.undo)}
    if part == "context":
        others = panes.followers(ticket)
        known = panes.identities([ticket.requester, *others])
        return {"may": may, "context": panes.about(person, ticket, others, known)}
    return panes.of(request, ticket)


def on_paper(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The whole conversation as a plain page, for printing."""
    return render(request, "workspace/tickets/print.html", panes.of(request, ticket, on_paper=True))
