"""Files that come with a message: inside the request, or sent before it."""

import base64
import binascii
import uuid
from collections.abc import Sequence
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from opora.api.models import Upload
from opora.api.protocol.values import FilledLine, Given, Line
from opora.people.public import Actor, NotFound, Refusal
from opora.tickets.models import Attachment
from opora.tickets.public import NewFile, read_file

UploadId = Annotated[str, Field(json_schema_extra={"format": "uuid"}, min_length=36, max_length=36)]


class NewAttachment(Given):
    """A small file inside the request (larger ones: /api/v1/attachments)."""

    name: FilledLine
    type: Line = Field("", description="MIME type; guessed from the name when left out.")
    data: Annotated[
        str,
        Field(
            pattern=r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", description="Base64."
        ),
    ]


def files_of(
    actor: Actor, attachments: Sequence[NewAttachment], uploads: Sequence[str]
) -> tuple[NewFile, ...]:
    """All files of a message."""
    inside = [NewFile(row.name, _decoded(row.data, place), row.type) for place, row in enumerate(attachments)]
    return (*inside, *(_uploaded(actor, key, place) for place, key in enumerate(uploads)))


def _decoded(data: str, place: int) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("bad_base64", _("This is not base64."), f"attachments.{place}.data") from None


def _uploaded(actor: Actor, text: str, place: int) -> NewFile:
    upload = _find(actor, text)
    if upload is None:
        raise NotFound("unknown", _("There is no such upload of yours (any more)."), f"uploads.{place}")
    return NewFile(upload.name, read_file(Attachment(blob=upload.blob)), upload.type)


def _find(actor: Actor, text: str) -> Upload | None:
    try:
        key = uuid.UUID(text)
    except ValueError:
        return None
    return Upload.objects.select_related("blob").filter(pk=key, person=actor.id).first()
