"""/desk/tickets/4711/transfer/: to another department."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opora.tickets.actions import transfer
from opora.tickets.models import Ticket
from opora.tickets.public import may
from opora.workspace import answers, lists
from opora.workspace.doors import actor_of
from opora.workspace.forms.tickets import TransferForm


def move(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Transfers it; somebody who can't see it there any more is taken back to their list."""
    form = TransferForm(request.POST if request.method == "POST" else None, ticket=ticket)
    if form.is_valid():
        given = form.cleaned_data
        moved = answers.attempt(form, lambda: transfer(actor=actor_of(request), ticket=ticket, **given))
        if moved:
            words = _("Transferred to %(department)s.") % {"department": given["department"].called}
            if may(actor_of(request), moved[0], "see"):
                return answers.done(request, moved[0], words, moved[1])
            undo = answers.undo_address(*moved)
            return answers.gone(request, lists.url_of(answers.list_key(request)), words, undo)
    return answers.form_page(request, ticket, form, _("Transfer to another department"), _("Transfer"))
