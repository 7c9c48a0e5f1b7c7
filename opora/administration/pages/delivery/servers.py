"""Outgoing servers that mailboxes share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration.answers import done, form_page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.delivery import OutgoingServerForm
from opora.desk.actions import change_outgoing_server, create_outgoing_server
from opora.desk.models import OutgoingServer
from opora.mail.public import test_server


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Adds a server, or only tries it."""
    return _form(request, None)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def server(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a server, or only tries what stands in the form."""
    return _form(request, get_object_or_404(OutgoingServer, pk=pk))


def _form(request: HttpRequest, row: OutgoingServer | None) -> HttpResponse:
    form, steps = OutgoingServerForm(request.POST or None, row=row), None
    if form.is_valid():
        if "test" in request.POST:
            steps = test_server(form.unsaved())
        elif done(form, lambda: _save(request, row, form)):
            return saved(request, _("Saved."), "delivery")
    title = row.name if row else _("A new outgoing server")
    mailboxes = list(row.mailboxes.values_list("address", flat=True)) if row else []
    more = {"steps": steps, "mailboxes": mailboxes, "back": "delivery"}
    return form_page(request, form, title, "delivery/server", **more)


def _save(request: HttpRequest, row: OutgoingServer | None, form: OutgoingServerForm) -> OutgoingServer:
    if row is None:
        return create_outgoing_server(actor=actor_of(request), **form.values())
    return change_outgoing_server(actor=actor_of(request), server=row, **form.values())
