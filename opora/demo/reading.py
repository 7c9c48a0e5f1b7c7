"""What a customer's mail program makes of a raw mail: by Python's own parser, not Opora's, as it is the other side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from functools import cached_property

_CID = re.compile(r"""(src=["'])cid:([^"']+)""", re.I)


@dataclass(frozen=True)
class Enclosure:
    """A file of a mail, by its place in it."""

    place: int
    name: str
    type: str
    data: bytes
    content_id: str
    inline: bool

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def is_picture(self) -> bool:
        return self.type in {"image/png", "image/jpeg", "image/gif", "image/webp"}


class Reading:
    """One mail, opened."""

    def __init__(self, raw: bytes) -> None:
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.mail = parsed
        # Names in two encoded words come apart in the new parser's addresses; headers are read by the old one.
        self._headers = BytesHeaderParser().parsebytes(raw)

    def header(self, name: str) -> str:
        """A header's text, decoded; empty when it is not there."""
        return _decoded(str(self._headers.get(name, "")))

    @property
    def sender(self) -> str:
        """The writer's address."""
        return self._address("From")[1]

    @property
    def sender_name(self) -> str:
        """The writer's name, or the address of one who has none."""
        return self._address("From")[0] or self.sender

    @property
    def receiver_name(self) -> str:
        """The first receiver's name or address."""
        name, address = self._address("To")
        return name or address

    @property
    def answer_to(self) -> str:
        """Where a reply goes: Reply-To, or the writer."""
        return self._address("Reply-To")[1] or self.sender

    @property
    def at(self) -> datetime | None:
        try:
            return parsedate_to_datetime(self.header("Date"))
        except (TypeError, ValueError):
            return None

    @cached_property
    def text(self) -> str:
        """The plain half."""
        return self._body("plain")

    @cached_property
    def html(self) -> str:
        """The HTML half; empty when there is none."""
        return self._body("html")

    @cached_property
    def enclosures(self) -> Sequence[Enclosure]:
        """Everything that is not the letter itself, pictures inside it included."""
        found = []
        for place, part in enumerate(self.mail.walk()):
            assert isinstance(part, EmailMessage)
            if part.is_multipart() or not (
                part.get_filename() or part.get("Content-ID") or part.is_attachment()
            ):
                continue
            data = part.get_payload(decode=True)
            found.append(
                Enclosure(
                    place=place,
                    name=part.get_filename() or f"{part.get_content_maintype()}-{place}",
                    type=part.get_content_type(),
                    data=data if isinstance(data, bytes) else b"",
                    content_id=str(part.get("Content-ID", "")).strip("<> "),
                    inline=part.get_content_disposition() == "inline",
                )
            )
        return found

    def html_with(self, addresses: dict[str, str]) -> str:
        """The HTML half with its inline pictures (cid:) at these addresses."""
        return _CID.sub(lambda found: f"{found[1]}{addresses.get(found[2], '')}", self.html)

    def references(self) -> str:
        """What a reply puts into References (RFC 5322, 3.6.4)."""
        return " ".join(part for part in (self.header("References"), self.header("Message-ID")) if part)

    def _address(self, header: str) -> tuple[str, str]:
        name, address = parseaddr(str(self._headers.get(header, "")))
        return _decoded(name), address

    def _body(self, kind: str) -> str:
        part = self.mail.get_body((kind,))
        if part is None:
            return ""
        try:
            return str(part.get_content()).replace("\r\n", "\n").strip()
        except (LookupError, ValueError):
            return ""


def _decoded(text: str) -> str:
    """One line of readable text."""
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (LookupError, ValueError):
        return " ".join(text.split())
