"""/desk/tickets/4711/messages/12/pictures/: asking for a mail's pictures; /desk/pictures/…: one of them, through us."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opora.events.public import one_act
from opora.mail.actions import allow_pictures, stop_pictures
from opora.mail.public import NotFetched, get_picture, incoming_of, is_signed, remote_pictures
from opora.people.public import Refusal
from opora.tickets.models import Message, Ticket
from opora.tickets.public import messages_for
from opora.workspace import answers, panes
from opora.workspace.conversation import timeline
from opora.workspace.doors import actor_of, person_of
from opora.workspace.pages import ticket as ticket_pages
from opora.workspace.pages.files import guarded, require_readable

DAY = 24 * 3600
INSTEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="48" viewBox="0 0 240 48" role="img">'
    '<rect x=".5" y=".5" width="239" height="47" fill="#f6f5f3" stroke="#8d8b86" stroke-dasharray="4 3"/>'
    '<text x="120" y="28" text-anchor="middle" font-family="sans-serif" font-size="12" fill="#5d5d68">{words}</text>'
    "</svg>"
)


@require_POST
def ask(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """Shows a mail's pictures this once, always from now on, or no longer always."""
    message = get_object_or_404(messages_for(person_of(request), ticket), pk=key)
    decision = request.POST.get("decision", "")
    if decision == "once":
        return _letter(request, ticket, message, wish=message.pk)
    verb = {"always": allow_pictures, "stop": stop_pictures}.get(decision)
    sender = timeline.sender_of(message, incoming_of([message]).get(message.pk))
    if verb is None or not sender:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "decision")
    with one_act() as act:
        verb(actor=actor_of(request), address=sender, ticket=ticket.pk)
    words = {
        "always": _("Pictures from %(address)s are always shown."),
        "stop": _("Pictures from %(address)s are shown when you ask."),
    }
    told = words[decision] % {"address": sender}
    messages.success(request, told, extra_tags=answers.undo_address(ticket, act))
    return _letter(request, ticket, message)


def _letter(request: HttpRequest, ticket: Ticket, message: Message, wish: int | None = None) -> HttpResponse:
    if not answers.is_fragment(request):
        return ticket_pages.whole(request, ticket, wish=wish)
    person = person_of(request)
    rows = timeline.shown_messages(ticket, person, wish=wish)
    shown = next(row for row in rows if row.pk == message.pk)
    context = {"message": shown, "letter": shown.letter, "may": panes.rights(person, ticket), "oob": True}
    return render(request, "workspace/tickets/_letter_asked.html", context)


@require_safe
def picture(request: HttpRequest, key: int, place: int, signature: str) -> HttpResponse:
    """One picture of a mail, fetched or from the shelf; something to look at instead when there is none."""
    message = get_object_or_404(Message, pk=key)
    require_readable(person_of(request), message.ticket_id, message.pk)
    found = remote_pictures(message.html)
    if place >= len(found) or found[place].is_tracker:
        raise Http404
    if not is_signed(signature, message.pk, place, found[place].url):
        raise Http404
    try:
        got = get_picture(found[place].url)
    except NotFetched:
        words = escape(_("this picture can't be fetched"))
        response = guarded(HttpResponse(INSTEAD.format(words=words), content_type="image/svg+xml"))
        response.headers["Cache-Control"] = "private, no-store"
        return response
    response = guarded(HttpResponse(got.data, content_type=got.type))
    response.headers["Cache-Control"] = f"private, max-age={DAY}"
    return response
