"""What can happen to the pictures of a sender."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from opora.events.public import Kind, Names, kind


@kind("mail.pictures_allowed")
class PicturesAllowed(Kind):
    """Somebody decided that the pictures of a sender (`address`) are always shown."""

    address: str

    def sentence(self, names: Names) -> str:
        return gettext("had pictures in mails from %(address)s shown from now on") % {"address": self.address}

    def undo(self, ticket: int, actor: Any) -> None:
        from opora.mail.actions import stop_pictures

        stop_pictures(actor=actor, address=self.address, ticket=ticket)

    def redact(self) -> "PicturesAllowed":
        return replace(self, address="")


@kind("mail.pictures_stopped")
class PicturesStopped(Kind):
    """Pictures of a sender (`address`) are shown only when somebody asks, again."""

    address: str

    def sentence(self, names: Names) -> str:
        return gettext("had pictures in mails from %(address)s shown on demand only") % {
            "address": self.address
        }

    def undo(self, ticket: int, actor: Any) -> None:
        from opora.mail.actions import allow_pictures

        allow_pictures(actor=actor, address=self.address, ticket=ticket)

    def redact(self) -> "PicturesStopped":
        return replace(self, address="")
