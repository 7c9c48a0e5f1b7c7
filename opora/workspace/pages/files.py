"""/desk/attachments/12/name.pdf: files of messages, to those who may read them, with headers that make them safe."""

from typing import TypeVar

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from opora.people.models import Person
from opora.tickets.models import Attachment, Ticket
from opora.tickets.public import messages_for, obtain
from opora.workspace.conversation.timeline import PICTURES
from opora.workspace.doors import person_of

R = TypeVar("R", bound=HttpResponseBase)

# Whatever the file is: opened by itself it may run nothing, send nothing and frame nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"


def attachment(request: HttpRequest, key: int, name: str) -> HttpResponseBase:
    """The bytes. Only plain pictures are shown in the browser; all else is saved to disk."""
    row = get_object_or_404(Attachment.objects.select_related("message", "blob"), pk=key)
    require_readable(person_of(request), row.message.ticket_id, row.message_id)
    if not default_storage.exists(row.blob.path):
        raise Http404
    is_picture = row.type in PICTURES
    response = FileResponse(
        default_storage.open(row.blob.path),
        as_attachment=not is_picture,
        filename=row.name,
        content_type=row.type if is_picture else "application/octet-stream",
    )
    return guarded(response)


def require_readable(person: Person, number: int, message: int) -> Ticket:
    """The ticket, if this person may read this message of it; not found otherwise."""
    ticket = obtain(person, number)
    if not messages_for(person, ticket).filter(pk=message).exists():
        raise Http404
    return ticket


def guarded(response: R) -> R:
    """With the headers that every foreign content gets."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
