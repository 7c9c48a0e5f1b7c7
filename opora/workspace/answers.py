"""How pages answer: a ticket's panes to htmx or a redirect to a plain browser, a form in a dialog or on a page."""

import uuid
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from opora.events.public import one_act
from opora.mail.public import suggest_address
from opora.people.models import Person
from opora.people.public import Refusal
from opora.tickets.models import Ticket
from opora.tickets.public import is_undoable, obtain
from opora.workspace import lists, panes
from opora.workspace.doors import person_of

T = TypeVar("T")


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of a page."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")


def list_key(request: HttpRequest) -> str:
    """The list beside the ticket: from the address, or from that of the page htmx asks from."""
    told = request.GET.get("list")
    if told is None:
        query = parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
        told = query.get("list", [""])[0]
    return told


def page_of(
    request: HttpRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    """A whole page with its rail."""
    key = str(context.pop("rail_key", ""))
    return render(request, template, {"rail": lists.rail(person_of(request), key), **context}, status=status)


def attempt(form: BaseForm, verb: Callable[[], T]) -> tuple[T, uuid.UUID] | None:
    """Calls verbs as one act; returns what they gave and the act, or None when they refused and the form says why."""
    try:
        with one_act() as act:
            return verb(), act
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.message))
        return None


def undo_address(ticket: Ticket, act: uuid.UUID | None) -> str:
    """Where the act is taken back; empty when nothing happened in it or it can't be."""
    if act is None or not is_undoable(act):
        return ""
    return reverse("workspace:undo", args=[ticket.pk, act])


def done(
    request: HttpRequest,
    ticket: Ticket,
    words: str | Promise,
    act: uuid.UUID | None = None,
    fragment: str = "",
    undo: str = "",
) -> HttpResponse:
    """After a verb: says what happened, offers to undo the act (or `undo`, an address), shows the ticket as it is."""
    messages.success(request, str(words), extra_tags=undo or undo_address(ticket, act))
    key, address = list_key(request), reverse("workspace:ticket", args=[ticket.pk])
    address = f"{address}?{urlencode({'list': key})}" if key else address
    if not is_fragment(request):
        return redirect(address + fragment)
    fresh = obtain(person_of(request), ticket.pk)
    context = {**panes.of(request, fresh), "listing": {"key": key, "url": lists.url_of(key)}, "oob": True}
    response = render(request, "workspace/tickets/_done.html", context)
    response.headers["HX-Retarget"] = "#panes"
    response.headers["HX-Push-Url"] = address
    response.headers["HX-Trigger"] = "opora:done"
    return response


def form_page(
    request: HttpRequest,
    ticket: Ticket | None,
    form: BaseForm,
    title: str | Promise,
    action: str | Promise,
    **more: object,
) -> HttpResponse:
    """A form: in the dialog when htmx asks, else on a page of its own; 422 when it came back with errors."""
    context: dict[str, object] = {"ticket": ticket, "form": form, "title": title, "action": action, **more}
    status = 422 if form.is_bound else 200
    if is_fragment(request):
        return render(request, "workspace/_dialog_form.html", context, status=status)
    return page_of(request, "workspace/form.html", context, status)


def doubt(request: HttpRequest, address: str) -> None:
    """Says it beside what happened when a mail address that was just written looks mistyped."""
    if meant := suggest_address(address):
        words = _("%(address)s looks mistyped. Did you mean %(meant)s?") % {
            "address": address,
            "meant": meant,
        }
        messages.warning(request, words)


def gone(request: HttpRequest, address: str, words: str | Promise, undo: str = "") -> HttpResponse:
    """After a verb by which the page one was on went away: says so elsewhere, with the address of its undoing."""
    messages.success(request, str(words), extra_tags=undo)
    if not is_fragment(request):
        return redirect(address)
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = address
    return response


def address_of_person(who: Person) -> str:
    """The page of somebody."""
    return reverse("workspace:person", args=[who.pk])
