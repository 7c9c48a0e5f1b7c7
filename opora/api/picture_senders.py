"""Senders whose pictures are shown without anybody asking."""

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Email, Given, Moment, Number, Shown
from opora.mail import actions
from opora.mail.models import PictureSender

router = Router(tags=["Picture senders"])


class PictureSenderShown(Shown):
    """An address, and when somebody (`person`; null: who is gone) said that its pictures are always shown."""

    id: int
    address: str
    person: int | None
    at: Moment


class PictureSenders(Shown):
    """A page of them, oldest first."""

    items: list[PictureSenderShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class NewPictureSender(Given):
    """Whose pictures are shown from now on."""

    address: Email


@router.get("/picture-senders", response=PictureSenders)
def list_picture_senders(request: HttpRequest, paging: Query[IdPaging]) -> PictureSenders:
    """Lists senders whose pictures in mails are always shown.

    Staff only.
    """
    staff_of(request)
    found, following = by_id(PictureSender.objects.all(), paging)
    return PictureSenders(items=[_shown(row) for row in found], next=following)


@router.post("/picture-senders", response={201: PictureSenderShown})
@repeatable(201)
def add_picture_sender(request: HttpRequest, body: NewPictureSender) -> PictureSenderShown:
    """Has the pictures of a sender shown from now on, for all staff.

    They are fetched by the desk, never by the reader's browser. Staff only.
    """
    return _shown(actions.allow_pictures(actor=actor_of(request), address=body.address))


@router.delete("/picture-senders/{id}", response={204: None})
def remove_picture_sender(request: HttpRequest, id: Path[Number]) -> None:
    """Has the pictures of a sender shown only when somebody asks.

    Staff only.
    """
    staff_of(request)
    row = lookup.one(PictureSender.objects.all(), id)
    actions.stop_pictures(actor=actor_of(request), address=row.address)


def _shown(row: PictureSender) -> PictureSenderShown:
    return PictureSenderShown(id=row.pk, address=row.address, person=row.person_id, at=row.at)
