"""Files: sending one before its message, asking about one, getting its bytes."""

from datetime import timedelta
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from ninja import File, Path, Router
from ninja.files import UploadedFile
from pydantic import Field

from opora.api.models import Upload
from opora.api.parts import lookup
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Moment, Number, Shown
from opora.desk.public import settings
from opora.events.public import clock
from opora.people.public import Actor, Refusal
from opora.tickets.models import Attachment
from opora.tickets.public import keep, messages_for, obtain, read_file, safe_name, safe_type

router = Router(tags=["Attachments"])
KEPT = timedelta(hours=24)


class TooLarge(Refusal):
    """A file larger than the desk takes."""

    status = 413


class AttachmentShown(Shown):
    """A file of a message. Its name and type are the sender's words: trust neither."""

    id: int
    name: str
    type: str
    size: Annotated[int, Field(description="In bytes.")]
    sha256: str
    is_inline: bool
    content_id: str
    url: Annotated[str, Field(description="Where its bytes are, with the same authentication.")]


class UploadShown(Shown):
    """A file that waits for its message: name `id` in `uploads` of a ticket or message within 24 hours."""

    id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    name: str
    type: str
    size: int
    expires_at: Moment


def shown(file: Attachment) -> AttachmentShown:
    """A file as answers have it."""
    return AttachmentShown(
        id=file.pk,
        name=file.name,
        type=file.type,
        size=file.blob.size,
        sha256=file.blob.sha256,
        is_inline=file.is_inline,
        content_id=file.content_id,
        url=f"/api/v1/attachments/{file.pk}/content",
    )


@router.post("/attachments", response={201: UploadShown})
@repeatable(201)
def upload_attachment(request: HttpRequest, file: File[UploadedFile]) -> UploadShown:
    """Sends a file before its message.

    As multipart/form-data, one `file` up to the desk's limit; larger ones are refused with 413.
    """
    largest = settings.ATTACHMENT_MEGABYTES.get()
    if (file.size or 0) > largest * 1024 * 1024:
        raise TooLarge(
            "too_large", _("A file may have %(largest)s MB at most.") % {"largest": largest}, "file"
        )
    now, name = clock.now(), safe_name(file.name or "")
    Upload.objects.filter(created_at__lt=now - KEPT).delete()
    row = Upload(
        person=person_of(request),
        blob=keep(file.read()),
        name=name,
        type=safe_type(file.content_type or "", name),
        created_at=now,
    )
    row.save(force_insert=True)
    return UploadShown(
        id=str(row.pk), name=row.name, type=row.type, size=row.blob.size, expires_at=now + KEPT
    )


@router.get("/attachments/{id}", response=AttachmentShown)
def get_attachment(request: HttpRequest, id: Path[Number]) -> AttachmentShown:
    """Describes a file."""
    return shown(_permitted(actor_of(request), id))


@router.get("/attachments/{id}/content", openapi_extra={"x-binary": True})
def download_attachment(request: HttpRequest, id: Path[Number]) -> HttpResponse:
    """Gets the bytes of a file.

    Always as application/octet-stream to be saved, whatever it claims to be: nothing a stranger sent opens by itself.
    """
    file = _permitted(actor_of(request), id)
    response = HttpResponse(read_file(file), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _permitted(actor: Actor, key: int) -> Attachment:
    """The file, if the one who asks may read its message. Raises NotFound."""
    file = lookup.one(Attachment.objects.select_related("message__ticket", "blob"), key)
    ticket = obtain(actor, file.message.ticket_id)
    lookup.one(messages_for(actor.person, ticket), file.message_id)
    return file
