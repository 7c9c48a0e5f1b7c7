"""/desk/tickets/4711/messages/12/original/: the mail as it was sent, for its frame; invitation/: its calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from opora.mail.public import FRAME_POLICY, calendar_of, incoming_of, is_consent, read_raw
from opora.tickets.models import Ticket
from opora.tickets.public import messages_for
from opora.workspace import letters
from opora.workspace.conversation.timeline import file_url
from opora.workspace.doors import person_of
from opora.workspace.pages.files import guarded


def original(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """The mail's HTML on white paper, under a policy that allows nothing but pictures from us.

    Only inside its frame: as a page of its own at our address it could pretend to be the desk.
    """
    message = get_object_or_404(
        messages_for(person_of(request), ticket).prefetch_related("attachments"), pk=key
    )
    if request.headers.get("Sec-Fetch-Dest", "iframe") != "iframe":
        return redirect(f"{reverse('workspace:ticket', args=[ticket.pk])}#message-{message.pk}")
    wish = is_consent(request.GET.get("pictures", ""), message.pk)
    files = list(message.attachments.all())
    response = guarded(HttpResponse(letters.document(message, files, file_url, with_pictures=wish)))
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def invitation(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """The calendar part of the mail that this message came as, to be saved."""
    message = get_object_or_404(messages_for(person_of(request), ticket), pk=key)
    mail = incoming_of([message]).get(message.pk)
    try:
        text = calendar_of(read_raw(mail.digest)) if mail else ""
    except OSError:
        text = ""
    if not text:
        raise Http404
    response = guarded(HttpResponse(text, content_type="application/octet-stream"))
    response.headers["Content-Disposition"] = f'attachment; filename="invitation-{message.pk}.ics"'
    return response
