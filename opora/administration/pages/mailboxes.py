"""Mailboxes: the list with how they are, and the form with its test of the connection."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opora.administration.answers import done, form_page, page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.mailbox import MailboxForm, StartForm
from opora.administration.mail_trial import trial
from opora.administration.mailbox_standing import standing, standings
from opora.desk.actions import change_mailbox, create_mailbox
from opora.desk.models import Incoming, Mailbox, SignIn, SignInApp
from opora.desk.public import departments
from opora.mail.public import Guess, guess_mailbox, sign_in_origin


@administrators
@require_safe
def mailboxes(request: HttpRequest) -> HttpResponse:
    """All addresses of the desk, each with how fetching and sending go; below them the sign-in apps."""
    context = {
        "rows": standings(),
        "apps": list(SignInApp.objects.all()),
        "title": _("Mailboxes"),
        "ready": departments().exists(),
    }
    return page(request, "mailboxes", context)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Adds a mailbox, or only tries it. First the address is asked for, and the rest guessed from it."""
    if request.method == "POST" or "by-hand" in request.GET:
        return _form(request, None)
    start = StartForm(request.GET if "address" in request.GET else None)
    if not start.is_valid():
        return form_page(request, start, _("A new mailbox"), "mail/start", back="mailboxes")
    guess = guess_mailbox(start.cleaned_data["address"])
    return _form(request, None, guess=guess)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a mailbox, or only tries what stands in the form."""
    rows = Mailbox.objects.select_related("sign_in_app", "grant", "http_key")
    return _form(request, get_object_or_404(rows, pk=pk))


def _form(request: HttpRequest, row: Mailbox | None, guess: Guess | None = None) -> HttpResponse:
    first = _first(guess) if guess else {}
    form, steps = MailboxForm(request.POST or None, row=row, initial=first), None
    if form.is_valid():
        if "test" in request.POST:
            steps = trial(row, form.values())
        elif done(form, lambda: _save(request, row, form)):
            return _after_saving(request, form)
    if row is not None and row.sign_in_app is not None:
        request.csp_forms = sign_in_origin(row.sign_in_app)  # type: ignore[attr-defined]
    title = row.address if row else _("A new mailbox")
    more = {"steps": steps, "guess": guess, "row": row, "now": standing(row) if row else None}
    return form_page(request, form, title, "mailbox", back="mailboxes", **more)


def _first(guess: Guess) -> Mapping[str, Any]:
    """The guess; where the desk has an app of that provider, signing in with it."""
    provider = guess.preset.oauth if guess.preset else ""
    app = SignInApp.objects.filter(provider=provider).first() if provider else None
    if app is None:
        return guess.values
    return {**guess.values, "sign_in_app": app, "in_sign_in": SignIn.OAUTH, "out_sign_in": SignIn.OAUTH}


def _save(request: HttpRequest, row: Mailbox | None, form: MailboxForm) -> Mailbox:
    if row is None:
        return create_mailbox(actor=actor_of(request), **form.values())
    return change_mailbox(actor=actor_of(request), mailbox=row, **form.values())


def _after_saving(request: HttpRequest, form: MailboxForm) -> HttpResponse:
    """To the list; but where something is still to be done for the mailbox, to its page."""
    given = form.cleaned_data
    row = Mailbox.objects.select_related("grant", "http_key").get(address=given["address"])
    if row.incoming == Incoming.HTTP and not hasattr(row, "http_key"):
        return saved(request, _("Saved. Now make the address for the mail service."), "mail_service", row.pk)
    by_token = SignIn.OAUTH in {row.in_sign_in, row.out_sign_in}
    if by_token and not hasattr(row, "grant"):
        return saved(request, _("Saved. Now sign in to the mailbox."), "mailbox", row.pk)
    return saved(request, _("Saved."), "mailboxes")
