"""“My requests”: the list, and the link by which somebody without an account comes to it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opora.people.models import Person
from opora.people.public import by_email
from opora.portal import letters, limits, timeline, visitor
from opora.portal.forms.words import AddressForm
from opora.search.public import Unclear, find, snippets, suggest
from opora.tickets.models import Ticket
from opora.tickets.public import LISTED, Key, key_for, page, visible_to

BY_ADDRESS, BY_COMPUTER = 5, 30  # links an hour
PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def my_requests(request: HttpRequest) -> HttpResponse:
    """The requests of whoever this browser is known as; a stranger is asked for their address."""
    person = visitor.of(request)
    if person is None:
        return _ask(request)
    query, after = request.GET.get("q", "").replace("\x00", "").strip(), request.GET.get("after", "")
    shown = _searched(person, query, after) if query else _listed(person, after)
    context = {**shown, "known": person, "by_link": visitor.by_link(request) is not None}
    response = render(request, "portal/requests/list.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _listed(person: Person, after: str) -> dict[str, object]:
    listed = page(requests_of(person), Key.read(after), PAGE)
    return {"rows": [_row(ticket, person) for ticket in listed.tickets], "next": listed.next}


def _searched(person: Person, query: str, after: str) -> dict[str, object]:
    """Their requests with these words; what cannot be understood is said, and what was probably meant is offered."""
    try:
        found = find(person, query, within=requests_of(person), after=after, limit=PAGE)
    except Unclear as unclear:
        return {"query": query, "problem": unclear.message, "suggestions": filter(None, [unclear.suggestion])}
    where = snippets(person, found.tickets, found.tree)
    return {
        "query": query,
        "rows": [{**_row(ticket, person), "snippet": where.get(ticket.pk)} for ticket in found.tickets],
        "next": found.next,
        "remarks": found.remarks,
        "suggestions": [] if found.tickets or after else suggest(person, query, found.tree),
    }


def _row(ticket: Ticket, person: Person) -> dict[str, object]:
    return {"ticket": ticket, "key": key_for(ticket, person), "status": timeline.status_words(ticket)}


def requests_of(person: Person) -> QuerySet[Ticket]:
    """Those a customer may see; of staff, those they asked themselves: the rest is in the workspace."""
    tickets = visible_to(person).filter(**LISTED).order_by()
    return tickets.filter(requester=person) if person.is_staff else tickets


def _ask(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if not form.is_valid():
        return render(
            request, "portal/requests/ask.html", {"form": form}, status=422 if form.is_bound else 200
        )
    address = form.cleaned_data["email"]
    if not (
        limits.spend("link", address, BY_ADDRESS)
        and limits.spend("link", limits.computer(request), BY_COMPUTER)
    ):
        form.add_error(
            None, _("We have sent several links within the hour. Look for them in your mail, please.")
        )
        return render(request, "portal/requests/ask.html", {"form": form}, status=429)
    person = by_email(address)
    if person is not None and person.is_active:
        letters.send_link(request, person, address)
    return render(request, "portal/requests/asked.html", {"address": address})


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: this browser is known from now on, until tomorrow."""
    person = visitor.person_of_link(token)
    if person is None:
        messages.error(request, _("That link has grown old. Write your address and we will send a new one."))
    else:
        visitor.remember(request, person)
    return redirect("portal:my_requests")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """This browser is nobody's again."""
    visitor.forget(request)
    return redirect("portal:home")
