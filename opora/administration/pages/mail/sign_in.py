"""Signing in to a mailbox at its provider (OAuth 2): the way there, the way back, and forgetting it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opora.administration.answers import saved
from opora.administration.doors import actor_of, administrators
from opora.desk.models import Mailbox
from opora.mail.actions import sign_in_mailbox, sign_out_mailbox
from opora.mail.public import NoToken, advice, begin_sign_in, finish_sign_in, reason_in_words
from opora.people.public import Refusal

PENDING = "mailbox_sign_in"


def redirect_address() -> str:
    """Where providers send whoever has signed in; it has to stand in their list, letter by letter."""
    return f"{settings.ENV.url}{reverse('administration:signed_in')}"


@administrators
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the provider's page; the session remembers what belongs to the way back."""
    row = get_object_or_404(Mailbox.objects.select_related("sign_in_app"), pk=pk)
    try:
        address, request.session[PENDING] = begin_sign_in(row, redirect_address())
    except NoToken as problem:
        messages.error(request, reason_in_words(problem.reason))
        return redirect("administration:mailbox", row.pk)
    answer = redirect(address)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@administrators
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Back from the provider: keeps what it granted, or says what went wrong, at the mailbox."""
    pending = request.session.pop(PENDING, None)
    try:
        row, tokens = finish_sign_in(pending, request.GET.dict())
        sign_in_mailbox(actor=actor_of(request), mailbox=row, tokens=tokens)
    except NoToken as problem:
        messages.error(request, _sentence(problem))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        words = {"mailbox": row.address, "account": tokens.account or row.in_login or row.address}
        messages.success(request, _("Connected: %(mailbox)s, signed in as %(account)s.") % words)
        return redirect("administration:mailbox", row.pk)
    known = pending and Mailbox.objects.filter(pk=pending["mailbox"]).exists()
    return (
        redirect("administration:mailbox", pending["mailbox"])
        if known
        else redirect("administration:mailboxes")
    )


@administrators
@require_POST
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets the provider's permission."""
    row = get_object_or_404(Mailbox, pk=pk)
    sign_out_mailbox(actor=actor_of(request), mailbox=row)
    return saved(
        request, _("Signed out. Nothing is fetched or sent until somebody signs in again."), "mailbox", row.pk
    )


def _sentence(problem: NoToken) -> str:
    what = _("Signing in did not work: %(why)s.") % {"why": reason_in_words(problem.reason)}
    return " ".join(part for part in (what, advice(problem.words), problem.words[:300]) if part)
