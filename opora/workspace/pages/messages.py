"""/desk/tickets/4711/messages/: an answer or a note."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.conf.database import durably
from opora.conf.prepared import Prepared
from opora.events.public import one_act
from opora.people.public import Conflict, NotAllowed, NotFound, Refusal
from opora.tickets.actions import add_note, reply
from opora.tickets.models import Message, MessageKind, Ticket
from opora.tickets.public import undo_seconds
from opora.workspace import answers, drafts, leaving, panes
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.writing import MessageForm
from opora.workspace.pages.ticket import whole

_of_others = Prepared(
    lambda ticket, seen, reader: (
        Message.objects.filter(ticket=ticket, kind=MessageKind.PUBLIC, pk__gt=seen)
        .exclude(author=reader)
        .values_list("pk", flat=True)[:1]
    )
)


@require_POST
def write(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Posts what was written; the same key again posts nothing. What can't be posted stays where it was written."""
    form = MessageForm(request.POST, request.FILES)
    try:
        message = _post(request, ticket, form)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _unsent(request, ticket, refusal)
    said = _("Noted.") if form.cleaned_data["kind"] == "note" else _("Sent.")
    back = leaving.take_back_url(message, actor_of(request))
    return answers.done(request, message.ticket, said, fragment=f"#message-{message.pk}", undo=back)


def _post(request: HttpRequest, ticket: Ticket, form: MessageForm) -> Message:
    if not form.is_valid():
        raise Refusal("bad_form", _("Something is missing. What you wrote is still there; please try again."))
    actor, words, submission = actor_of(request), form.words(), form.submission(person_of(request))
    with durably(), one_act():
        if form.cleaned_data["kind"] == "note":
            return add_note(actor=actor, ticket=ticket, words=words, submission=submission)
        _require_seen(request, ticket, form.cleaned_data["seen"], submission)
        then = form.cleaned_data["status"] or None
        kept = drafts.kept_files(person_of(request), ticket, request.POST.getlist("kept")[:50])
        return reply(
            actor=actor,
            ticket=ticket,
            words=replace(words, files=(*words.files, *kept)),
            channel="desk",
            then=then,
            submission=submission,
            leaves_in=undo_seconds(person_of(request)),
        )


def _require_seen(request: HttpRequest, ticket: Ticket, seen: int | None, submission: str | None) -> None:
    """Raises Conflict, once, when others wrote since the page was drawn: an answer should know what it answers."""
    if seen is None or seen >= 2**63 or not _of_others(ticket.pk, seen, request.user.pk or 0):
        return
    if not (submission and Message.objects.filter(submission=submission).exists()):
        raise Conflict(
            "new_message", _("A new message came while you wrote. Read it, then send your answer again.")
        )


def _unsent(request: HttpRequest, ticket: Ticket, refusal: Refusal) -> HttpResponse:
    if not answers.is_fragment(request):
        kept = {"text": request.POST.get("text", ""), "kind": request.POST.get("kind", "")}
        return whole(request, ticket, {**kept, "error": str(refusal.message)}, refusal.status)
    messages.error(request, str(refusal.message))
    context = {"oob": True, "seen": panes.last_public(ticket)}
    response = render(request, "workspace/tickets/_not_sent.html", context, status=refusal.status)
    response.headers["HX-Reswap"] = "none"
    return response
