"""/desk/tickets/4711/messages/12/original/: the mail as it was sent, for its frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from opora.mail.public import FRAME_POLICY, is_consent
from opora.tickets.models import Ticket
from opora.tickets.public import messages_for
from opora.workspace import letters
from opora.workspace.doors import person_of
from opora.workspace.pages.files import guarded
from opora.workspace.timeline import file_url


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
