"""The administration's first page: what needs somebody, and the way to everything."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opora.administration.answers import page
from opora.administration.doors import person_of, supervisors_look
from opora.desk.models import Mailbox
from opora.desk.public import first_department, settings
from opora.mail.models import MailboxState
from opora.mail.public import reason_in_words


@supervisors_look
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Sections, and what is amiss: no department, no mailbox, mail that cannot be fetched or sent."""
    amiss = _amiss() if person_of(request).is_administrator else []
    unfinished = (
        person_of(request).is_administrator and not settings.SET_UP.get() and first_department() is None
    )
    return page(request, "start", {"title": _("Administration"), "amiss": amiss, "unfinished": unfinished})


def _amiss() -> list[tuple[str, str]]:
    found = []
    if first_department() is not None and not Mailbox.objects.filter(is_active=True).exists():
        found.append((_("The desk has no mailbox: nobody can write to it by mail."), "mailboxes"))
    for state in MailboxState.objects.select_related("mailbox").filter(mailbox__is_active=True):
        if state.in_failure:
            words = {"address": state.mailbox.address, "why": reason_in_words(state.in_failure)}
            found.append((_("Mail to %(address)s can't be fetched: %(why)s.") % words, "mailboxes"))
        if state.out_failure:
            words = {"address": state.mailbox.address, "why": reason_in_words(state.out_failure)}
            found.append((_("Answers from %(address)s can't be sent: %(why)s.") % words, "mailboxes"))
    return found
