"""Keys with which outgoing mail is signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration.answers import attempt, form_page, page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.delivery import DkimKeyForm
from opora.desk.models import Mailbox
from opora.mail.actions import activate_dkim_key, create_dkim_key, retire_dkim_key
from opora.mail.models import DkimKey
from opora.mail.public import dkim_in_words, dkim_record, dkim_record_name, dkim_strings, keep_look, look
from opora.people.public import Refusal


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes a key; its page then shows what to publish."""
    first = Mailbox.objects.filter(is_active=True).first()
    domain = first.address.rpartition("@")[2] if first else ""
    form = DkimKeyForm(request.POST or None, initial={"domain": domain})
    if form.is_valid():
        made = attempt(form, lambda: create_dkim_key(actor=actor_of(request), **form.cleaned_data))
        if made:
            return saved(request, _("Made. Now publish its record."), "dkim_key", made.pk)
    return form_page(request, form, _("A new signing key"), "delivery/new_key", back="delivery")


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """A key: what to publish, whether it is seen, and what can be done with it."""
    row = get_object_or_404(DkimKey, pk=pk)
    if request.method == "POST":
        return _act(request, row)
    text = dkim_record(row)
    context = {
        "key": row,
        "title": str(row),
        "name": dkim_record_name(row),
        "short_name": f"{row.selector}._domainkey",
        "record": text,
        "strings": dkim_strings(text),
        "finding": dkim_in_words(row.finding or "published") if row.checked_at else "",
        "back": "delivery",
    }
    return page(request, "delivery/key", context)


def _act(request: HttpRequest, row: DkimKey) -> HttpResponse:
    act = request.POST.get("act")
    try:
        if act == "check":
            keep_look(row, look(row, afresh=True))
        elif act == "activate":
            activate_dkim_key(actor=actor_of(request), key=row)
            messages.success(request, str(_("Mail of this domain is signed from now on.")))
        elif act == "retire":
            retire_dkim_key(actor=actor_of(request), key=row)
            messages.success(request, str(_("The key is over. Its record may be taken out of the DNS.")))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("administration:dkim_key", row.pk)
