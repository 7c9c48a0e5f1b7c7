"""The address at which a mail service hands a mailbox its mail, its secrets, and Mailgun's key."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from opora.administration.answers import attempt, done, form_page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.mailbox import MailgunForm
from opora.desk.models import Mailbox
from opora.mail.actions import end_former_key, keep_mailgun_key, make_mailbox_key
from opora.mail.models import IncomingMail, MailboxKey
from opora.mail.public import reason_in_words


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the address; a POST makes it, or another secret, which is shown this once."""
    row = get_object_or_404(Mailbox, pk=pk)
    form, secret = MailgunForm(request.POST or None), ""
    if form.is_valid():
        given = form.cleaned_data["signing_key"]
        if "signing_key" not in request.POST:
            made = attempt(form, lambda: make_mailbox_key(actor=actor_of(request), mailbox=row))
            secret = made[1] if made else ""
        elif done(form, lambda: _keep(request, row, given)):
            return saved(request, _("Saved."), "mail_service", row.pk)
    answer = form_page(
        request, form, _("Mail services: %(mailbox)s") % {"mailbox": row.address}, "mail/service",
        row=row, secret=secret, **_known(row),
    )  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer


@administrators
@require_POST
def end_former(request: HttpRequest, pk: int) -> HttpResponse:
    """The former secret is good no more."""
    row = get_object_or_404(Mailbox, pk=pk)
    end_former_key(actor=actor_of(request), mailbox=row)
    return saved(request, _("The former secret is good no more."), "mail_service", row.pk)


def _keep(request: HttpRequest, row: Mailbox, key: str) -> None:
    keep_mailgun_key(actor=actor_of(request), mailbox=row, signing_key=key)


def _known(row: Mailbox) -> dict[str, object]:
    key = MailboxKey.objects.filter(mailbox=row).first()
    if key is None:
        return {"key": None}
    url = settings.ENV.url + reverse("mail_door", args=[key.key])
    scheme, _colon, rest = url.partition("://")
    return {
        "key": key,
        "url": url,
        "with_password": f"{scheme}://opora:SECRET@{rest}",
        "last": IncomingMail.objects.filter(mailbox=row).order_by("-pk").first(),
        "refused": reason_in_words(key.refused) if key.refused else "",
    }
