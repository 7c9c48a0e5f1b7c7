"""/desk/search/saved/: keeping searches, and the rail's list of them."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.search.actions import delete_search, share_search, take_back
from opora.search.models import SavedSearch
from opora.search.public import saved_searches
from opora.workspace import answers
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.searches import NameForm, SaveForm, rename
from opora.workspace.searching import kept, results


def saved(request: HttpRequest) -> HttpResponse:
    """The rail's saved searches with fresh counts."""
    told = request.headers.get("X-Opora-Current", "")
    current = int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else None
    context = {"saved": kept.entries(person_of(request), is_counted=True), "current": current}
    return render(request, "workspace/search/_rail.html", {**context, "is_counted": True})


def save(request: HttpRequest) -> HttpResponse:
    """Keeps the query of the address under a name."""
    asked = {"query": request.GET.get("q", ""), "order": request.GET.get("order") or "best"}
    form = SaveForm(
        request.POST if request.method == "POST" else None, initial=asked, person=person_of(request)
    )
    if form.is_valid() and (done := answers.attempt(form, lambda: form.apply(actor_of(request)))):
        row, act = done
        return answers.gone(request, kept.address(row), _("Saved: it stands in the rail."), _undo(act))
    words = _("It will stand in the rail with the number of its tickets.")
    return answers.form_page(request, None, form, _("Save the search"), _("Save"), words=words)


def name(request: HttpRequest, key: int) -> HttpResponse:
    """Calls it something else."""
    row = _row(request, key)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": row.name})
    if form.is_valid() and (done := answers.attempt(form, lambda: rename(actor_of(request), row, form))):
        return answers.gone(request, kept.address(row), _("Renamed."), _undo(done[1]))
    return answers.form_page(request, None, form, _("Rename the search"), _("Rename"))


@require_POST
def sharing(request: HttpRequest, key: int) -> HttpResponse:
    """Shows it to everybody of staff, or to its owner alone."""
    row, is_shared = _row(request, key), request.POST.get("shared") == "yes"
    with one_act() as act:
        share_search(actor=actor_of(request), search=row, is_shared=is_shared)
    words = _("Everybody sees it in the rail now.") if is_shared else _("Only its owner sees it now.")
    return answers.gone(request, kept.address(row), words, _undo(act))


@require_POST
def removal(request: HttpRequest, key: int) -> HttpResponse:
    """Keeps it no longer; the search itself stays open."""
    row = _row(request, key)
    with one_act() as act:
        delete_search(actor=actor_of(request), search=row)
    return answers.gone(request, kept.address(row), _("It is saved no longer."), _undo(act))


@require_POST
def undo(request: HttpRequest, act: uuid.UUID) -> HttpResponse:
    """Takes back what was done to a saved search."""
    row = take_back(actor=actor_of(request), act=act)
    address = kept.address(row) if row else results.url_of("")
    return answers.gone(request, address, _("Taken back."))


def _row(request: HttpRequest, key: int) -> SavedSearch:
    return get_object_or_404(saved_searches(person_of(request)), pk=key)


def _undo(act: uuid.UUID) -> str:
    return reverse("workspace:search_undo", args=[act])
