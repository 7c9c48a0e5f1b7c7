"""/desk/mail/: mails that are held, failed or were set aside; each one's raw source, why it came here, the decision."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opora.mail.actions import dismiss_held, join_held, open_from_held, try_again
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.public import mails_for, read_raw, reason_in_words
from opora.people.public import Actor, Refusal
from opora.tickets.models import Ticket
from opora.tickets.public import may, obtain
from opora.workspace import answers, correspondence, tracing
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.tickets import number_in
from opora.workspace.pages.files import guarded

SHOWN = 200_000
PAGE = 30
TABS = {
    IncomingState.HELD: gettext_lazy("Wait for a decision"),
    IncomingState.FAILED: gettext_lazy("Could not be taken in"),
    IncomingState.IGNORED: gettext_lazy("Set aside"),
}


def mails(request: HttpRequest) -> HttpResponse:
    """Those in one state, newest first."""
    told = request.GET.get("state", "")
    state = IncomingState(told) if told in TABS else IncomingState.HELD
    rows = (
        mails_for(person_of(request)).filter(state=state).select_related("mailbox", "ticket").order_by("-id")
    )
    after = request.GET.get("after", "")
    if after.isascii() and after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE + 1])
    tabs = [{"label": label, "state": key, "is_current": key == state} for key, label in TABS.items()]
    context: dict[str, object] = {
        "tabs": tabs,
        "mails": [correspondence.shown_held(mail) for mail in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else "",
        "state": state,
        "rail_key": "mail",
    }
    return answers.page_of(request, "workspace/mail/list.html", context)


def source(request: HttpRequest, key: int) -> HttpResponse:
    """The mail as it came, on the screen or as a file."""
    mail = _mail(request, key)
    try:
        raw = read_raw(mail.digest)
    except OSError as gone:
        raise Http404(reason_in_words("raw_gone")) from gone
    if "download" in request.GET:
        response = guarded(HttpResponse(raw, content_type="application/octet-stream"))
        response.headers["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
        return response
    text = raw[:SHOWN].decode("utf-8", "replace").replace("\x00", "�")
    context: dict[str, object] = {"mail": mail, "source": text, "is_cut": len(raw) > SHOWN}
    return answers.page_of(request, "workspace/mail/source.html", context)


def why(request: HttpRequest, key: int) -> HttpResponse:
    """How the mail was judged, in words."""
    mail = _mail(request, key)
    return answers.page_of(request, "workspace/mail/why.html", {"mail": mail, **tracing.in_words(mail)})


@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """It belongs to a ticket, gets one of its own, is set aside, or is taken in once more."""
    mail, actor = _mail(request, key), actor_of(request)
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "decision")
    ticket = decision(actor, mail, request) or mail.ticket
    if ticket is not None and may(actor, ticket, "see") and _stays(request, ticket):
        return answers.done(request, ticket, _("Decided."))
    return answers.gone(request, reverse("workspace:mails"), _("Decided."))


def _mail(request: HttpRequest, key: int) -> IncomingMail:
    rows = mails_for(person_of(request)).select_related("mailbox", "ticket", "message")
    return get_object_or_404(rows, pk=key)


def _stays(request: HttpRequest, ticket: Ticket) -> bool:
    """From a ticket's page one goes on at a ticket; from the list of mails only when there is something new to see."""
    return "on_ticket" in request.POST or request.POST["decision"] in {"joined", "opened"}


def _join(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    number = request.POST.get("number", "")
    chosen = obtain(actor, number_in(number), "reply") if number else None
    return join_held(actor=actor, incoming=mail, ticket=chosen).ticket


def _open(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    return open_from_held(actor=actor, incoming=mail)


def _dismiss(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    dismiss_held(actor=actor, incoming=mail)
    return None


def _again(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    try_again(actor=actor, incoming=mail)
    return None


DECISIONS: dict[str, Callable[[Actor, IncomingMail, HttpRequest], Ticket | None]] = {
    "joined": _join,
    "opened": _open,
    "dismissed": _dismiss,
    "again": _again,
}
