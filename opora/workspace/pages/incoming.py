"""/desk/mail/: mails that are held, failed or were set aside; each one's raw source, why it came here, the decision."""

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.mail.actions import add_block_rule, dismiss_held, join_held, open_from_held, try_again
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.public import REASONS, mails_for, read_raw, reason_in_words
from opora.people.public import Actor, Refusal, one_line
from opora.tickets.models import Ticket
from opora.tickets.public import may, obtain
from opora.workspace import answers, correspondence, lists, tracing
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.tickets import number_in
from opora.workspace.pages.files import guarded

SHOWN = 200_000
PAGE = 30
MOST = 100
COUNTED = 1000
TABS = {
    IncomingState.HELD: gettext_lazy("Wait for a decision"),
    IncomingState.FAILED: gettext_lazy("Could not be taken in"),
    IncomingState.IGNORED: gettext_lazy("Set aside"),
}


def mails(request: HttpRequest) -> HttpResponse:
    """Those in one state, newest first; narrowed by reason and by words of sender and subject."""
    told, person = request.GET.get("state", ""), person_of(request)
    state = IncomingState(told) if told in TABS else IncomingState.HELD
    every = mails_for(person).filter(state=state)
    reason, query = request.GET.get("reason", "")[:40], one_line(request.GET.get("q", ""), 100)
    rows = every.filter(reason=reason) if reason in REASONS else every
    rows = rows.filter(_holding(query)) if query else rows
    after = request.GET.get("after", "")
    if after.isascii() and after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.select_related("mailbox", "ticket").order_by("-id")[: PAGE + 1])
    wanted: dict[str, str | int] = {"state": state, "reason": reason, "q": query}
    context: dict[str, object] = {
        "tabs": [{"label": label, "state": key, "is_current": key == state} for key, label in TABS.items()],
        "mails": correspondence.shown_mails(person, found[:PAGE]),
        "next": urlencode({**wanted, "after": found[PAGE - 1].pk}) if len(found) > PAGE else "",
        "state": state,
        "query": query,
        "reasons": _reasons(every, reason),
        "not_requests": lists.url_of(lists.NOT_REQUESTS.key),
        "rail_key": "mail",
    }
    return answers.page_of(request, "workspace/mail/list.html", context)


def _reasons(every: QuerySet[IncomingMail], current: str) -> list[dict[str, object]]:
    """Why the newest thousand are here, the most frequent reason first."""
    counted = Counter(every.order_by("-id").values_list("reason", flat=True)[:COUNTED])
    return [
        {"code": code, "words": reason_in_words(code), "count": count, "is_current": code == current}
        for code, count in counted.most_common()
        if code
    ]


def _holding(query: str) -> Q:
    """SQLite folds only Latin letters, so the usual spellings of the words are asked for one by one."""
    found = Q()
    for spelling in {query, query.lower(), query.capitalize(), query.title(), query.upper()}:
        for column in ("from_email", "from_name", "subject", "snippet"):
            found |= Q(**{f"{column}__icontains": spelling})
    return found


def source(request: HttpRequest, key: int) -> HttpResponse:
    """The mail as it came, on the screen or as a file."""
    mail = _mail(request, key)
    if mail.raw_purged_at is not None:
        return answers.page_of(request, "workspace/mail/source.html", {"mail": mail})
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
    decision = DECISIONS.get("joined" if "into" in request.POST else request.POST.get("decision", ""))
    if decision is None:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "decision")
    ticket = decision(actor, mail, request) or mail.ticket
    if ticket is not None and may(actor, ticket, "see") and _stays(request, ticket):
        return answers.done(request, ticket, _("Decided."))
    return answers.gone(request, reverse("workspace:mails"), _("Decided."))


@require_POST
def decide_many(request: HttpRequest) -> HttpResponse:
    """The same decision about all that were ticked; what can't be decided so is counted and stays."""
    keys = [
        key for key in request.POST.getlist("mail") if key.isascii() and key.isdecimal() and len(key) < 18
    ]
    decision = MANY.get(request.POST.get("decision", ""))
    if decision is None:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "decision")
    actor, done, refused = actor_of(request), 0, list[str]()
    for mail in mails_for(person_of(request)).filter(pk__in=keys[:MOST]).order_by("pk"):
        try:
            decision(actor, mail, request)
            done += 1
        except Refusal as refusal:
            refused.append(str(refusal.message))
    if refused:
        words = ngettext(
            "%(count)d mail could not be decided: %(why)s", "%(count)d mails could not be decided: %(why)s",
            len(refused),
        )  # fmt: skip
        messages.error(request, words % {"count": len(refused), "why": refused[0]})
    words = ngettext("%(count)d mail decided.", "%(count)d mails decided.", done) % {"count": done}
    state = request.POST.get("state", "")
    address = reverse("workspace:mails") + (f"?state={state}" if state in TABS else "")
    return answers.gone(request, address, words)


def _mail(request: HttpRequest, key: int) -> IncomingMail:
    rows = mails_for(person_of(request)).select_related("mailbox", "ticket", "message")
    return get_object_or_404(rows, pk=key)


def _stays(request: HttpRequest, ticket: Ticket) -> bool:
    """From a ticket's page one goes on at a ticket; from the list of mails only when there is something new to see."""
    decided = request.POST.get("decision", "joined")
    return "on_ticket" in request.POST or "into" in request.POST or decided in {"joined", "opened"}


def _join(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    number = request.POST.get("into") or request.POST.get("number", "")
    chosen = obtain(actor, number_in(number), "reply") if number else None
    return join_held(actor=actor, incoming=mail, ticket=chosen).ticket


def _open(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    return open_from_held(actor=actor, incoming=mail)


def _dismiss(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    dismiss_held(actor=actor, incoming=mail)
    return None


def _block(actor: Actor, mail: IncomingMail, request: HttpRequest) -> Ticket | None:
    with one_act():
        add_block_rule(actor=actor, sort="sender", value=mail.from_email, ticket=mail.ticket)
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
    "blocked": _block,
}
MANY = {name: DECISIONS[name] for name in ("opened", "dismissed", "again")}
