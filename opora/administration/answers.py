"""How these pages answer: a page with the rail, a form with what a verb refused, a word after saving."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from opora.administration import rail
from opora.administration.doors import person_of
from opora.people.public import NotAllowed, NotFound, Refusal

T = TypeVar("T")


def page(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A whole page with its rail. `may_change` is false for supervisors, who only look."""
    may_change = person_of(request).is_administrator
    whole = {"sections": rail.sections(request), "may_change": may_change, **context}
    return render(request, f"administration/{template}.html", whole, status=status)


def form_page(
    request: HttpRequest, form: BaseForm, title: str | Promise, template: str = "form", **more: object
) -> HttpResponse:
    """A page with one form; 422 when it came back with errors."""
    return page(request, template, {"form": form, "title": title, **more}, 422 if form.errors else 200)


def attempt(form: BaseForm, verb: Callable[[], T]) -> T | None:
    """Runs verbs in one transaction; what they refuse stands at the field they name, or above the form."""
    try:
        with transaction.atomic():
            return verb()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        blame(form, refusal)
        return None


def done(form: BaseForm, verbs: Callable[[], object]) -> bool:
    """Runs verbs as `attempt` does, where only matters whether they did."""
    return attempt(form, lambda: (verbs(), True)) is not None


def blame(form: BaseForm, refusal: Refusal) -> None:
    """Puts a verb's refusal at the field it names, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))


def saved(request: HttpRequest, words: str | Promise, to: str, *args: object) -> HttpResponse:
    """On to a page, which says what happened."""
    messages.success(request, str(words))
    return redirect(f"administration:{to}", *args)
