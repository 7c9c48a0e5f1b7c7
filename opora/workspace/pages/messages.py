"""/desk/tickets/4711/messages/: an answer or a note."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.people.public import Refusal
from opora.tickets.actions import add_note, reply
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.writing import MessageForm


@require_POST
def write(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Posts what was written; the same key again posts nothing."""
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refusal("bad_form", _("Something is missing. What you wrote is still there; please try again."))
    words, submission = form.words(), form.submission(person_of(request))
    with one_act():
        if form.cleaned_data["kind"] == "note":
            message = add_note(actor=actor_of(request), ticket=ticket, words=words, submission=submission)
        else:
            message = reply(
                actor=actor_of(request),
                ticket=ticket,
                words=words,
                channel="desk",
                then=form.cleaned_data["status"] or None,
                submission=submission,
            )
    said = _("Noted.") if form.cleaned_data["kind"] == "note" else _("Sent.")
    return answers.done(request, message.ticket, said, fragment=f"#message-{message.pk}")
