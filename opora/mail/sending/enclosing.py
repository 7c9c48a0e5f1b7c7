"""Files of a mail: under names that every mail program can read."""

import base64
from email.message import EmailMessage, Message
from email.policy import Policy

from opora.mail.sending import headers
from opora.tickets.models import Attachment
from opora.tickets.public import read_file

# Bytes of a name in one encoded word: base64 of them and its frame stay below the 75 characters of RFC 2047.
CHUNK = 42


class _Written(str):
    """A header's value that is already as it shall stand in the mail; Python's email package leaves it alone."""

    name = "Content-Type"

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}".replace("\n", policy.linesep) + policy.linesep


def relate(rich: Message, file: Attachment) -> None:
    """Puts a picture beside the HTML that shows it by cid:."""
    main, sub = _type(file)
    name = headers.plain(file.name)
    cid = f"<{file.content_id}>"
    rich.add_related(read_file(file), main, sub, cid=cid, filename=name, disposition="inline")  # type: ignore[attr-defined]
    _name_twice(rich.get_payload()[-1], name)  # type: ignore[index, arg-type]


def attach(made: EmailMessage, file: Attachment) -> None:
    """Puts a file into the mail."""
    main, sub = _type(file)
    name = headers.plain(file.name)
    made.add_attachment(read_file(file), main, sub, filename=name)
    _name_twice(made.get_payload()[-1], name)  # type: ignore[index, arg-type]


def _name_twice(part: EmailMessage, name: str) -> None:
    """The name stands in Content-Disposition as RFC 2231 wants it, and once more in Content-Type in encoded words:

    against RFC 2047, but it is what Outlook and older programs read, and what the others expect.
    """
    if name.isascii():
        said = name.replace("\\", "_").replace('"', "'")
        lines = [f'"{said}"']
    else:
        lines = [f"=?utf-8?B?{base64.b64encode(chunk).decode()}?=" for chunk in _chunks(name)]
        lines = [f'"{lines[0]}', *lines[1:]]
        lines[-1] += '"'
    kind = part.get_content_type()
    del part["Content-Type"]
    part["Content-Type"] = _Written(f"{kind};\n name=" + "\n ".join(lines))


def _chunks(name: str) -> list[bytes]:
    """The name's UTF-8 in pieces that end between characters."""
    chunks = [b""]
    for character in name:
        encoded = character.encode("utf-8", "replace")
        if len(chunks[-1]) + len(encoded) > CHUNK:
            chunks.append(b"")
        chunks[-1] += encoded
    return chunks


def _type(file: Attachment) -> tuple[str, str]:
    """The type a file travels under. A mail or a multipart may not be base64 (RFC 2046), so it goes as plain bytes."""
    main, _, sub = file.type.partition("/")
    return ("application", "octet-stream") if main in {"message", "multipart"} or not sub else (main, sub)
