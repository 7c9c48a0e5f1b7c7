"""Mailboxes: the list with how they are, and the form with its test of the connection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opora.administration.answers import done, form_page, page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.mailbox import MailboxForm
from opora.administration.mail_trial import trial
from opora.desk.actions import change_mailbox, create_mailbox
from opora.desk.models import Mailbox
from opora.desk.public import departments
from opora.mail.models import MailboxState
from opora.mail.public import reason_in_words


@administrators
@require_safe
def mailboxes(request: HttpRequest) -> HttpResponse:
    """All addresses of the desk, each with how fetching and sending go."""
    states = {state.pk: state for state in MailboxState.objects.all()}
    rows = [_shown(row, states.get(row.pk)) for row in Mailbox.objects.select_related("department")]
    return page(
        request, "mailboxes", {"rows": rows, "title": _("Mailboxes"), "ready": departments().exists()}
    )


def _shown(row: Mailbox, state: MailboxState | None) -> dict[str, object]:
    return {
        "mailbox": row,
        "state": state,
        "in_problem": reason_in_words(state.in_failure) if state and state.in_failure else "",
        "out_problem": reason_in_words(state.out_failure) if state and state.out_failure else "",
    }


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Adds a mailbox, or only tries it."""
    return _form(request, None)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a mailbox, or only tries what stands in the form."""
    return _form(request, get_object_or_404(Mailbox, pk=pk))


def _form(request: HttpRequest, row: Mailbox | None) -> HttpResponse:
    form, steps = MailboxForm(request.POST or None, row=row), None
    if form.is_valid():
        if "test" in request.POST:
            steps = trial(row, form.values())
        elif done(form, lambda: _save(request, row, form)):
            return saved(request, _("Saved."), "mailboxes")
    title = row.address if row else _("A new mailbox")
    return form_page(request, form, title, "mailbox", steps=steps, back="mailboxes")


def _save(request: HttpRequest, row: Mailbox | None, form: MailboxForm) -> Mailbox:
    if row is None:
        return create_mailbox(actor=actor_of(request), **form.values())
    return change_mailbox(actor=actor_of(request), mailbox=row, **form.values())
