"""Files of a request."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from opora.people.models import Person
from opora.portal.timeline import PICTURES, visible_messages
from opora.tickets.models import Attachment, Ticket

# Nothing in a file may run, load or be framed, whatever its sender called it.
SEALED = "default-src 'none'; img-src 'self'; sandbox"


@require_safe
def file(request: HttpRequest, ticket: Ticket, person: Person, key: str, pk: int, name: str) -> HttpResponse:
    """A file of a message this side may see: pictures are shown, everything else is only ever saved."""
    found = Attachment.objects.select_related("blob").filter(
        pk=pk, message__in=visible_messages(ticket).values("pk")
    )
    attachment = found.first() if pk < 2**63 else None
    if attachment is None:
        raise Http404
    try:
        content = default_storage.open(attachment.blob.path)
    except FileNotFoundError as error:
        raise Http404 from error
    picture = attachment.type in PICTURES
    response = FileResponse(
        content,
        as_attachment=not picture,
        filename=attachment.name,
        content_type=attachment.type if picture else "application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = SEALED
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response  # type: ignore[return-value]
