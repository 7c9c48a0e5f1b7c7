"""One mail while it is taken in: its row, what the parser made of it, and the trace of how it is judged."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings

from opora.events.public import Cause
from opora.mail import raw
from opora.mail.checking.proof import Proof
from opora.mail.checking.spam import Spam
from opora.mail.models import BlockRule, IncomingMail
from opora.mail.parsing.mail import ParsedAttachment, ParsedMail
from opora.mail.parsing.parse import parse
from opora.mail.receiving.known import Known
from opora.mail.receiving.own_desk import OwnDesk
from opora.mail.receiving.receive import clean
from opora.mail.showing.invitations import event_of
from opora.mail.showing.sealed import remark_of as sealing
from opora.tickets.public import FirstTime, NewFile, Words

# Other help desks say so in their mails; two that answered each other would never end.
DESK_HEADERS = frozenset(
    {
        "x-opora-loop", "x-desk-loop", "x-loop", "x-otrs-loop", "x-znuny-loop", "x-rt-loop-prevention", "rt-ticket",
        "x-zammad-ticket-number", "x-zendesk-priority-mail", "x-zendesk-from-account-id", "x-freshdesk-ticket-id",
        "x-helpscout-conversation-id", "x-osticket-vid", "x-auto-response-suppress",
    }
)  # fmt: skip


@dataclass
class Letter:
    """`rules` are the threading rules tried, in order: {"rule", "ticket", …}; they are kept in the row's `why`.

    `proof` says who sent it and `spam` what filters think, as far as that is known (see `proving`); `source` is its
    bytes. `is_for_somebody_else`: its sender forwarded another's request.
    """

    row: IncomingMail
    parsed: ParsedMail
    desk: OwnDesk
    rules: list[dict[str, Any]] = field(default_factory=list)
    known: Known | None = None
    source: bytes = field(default=b"", repr=False)
    is_for_somebody_else: bool = False
    proof: Proof = field(default_factory=Proof)
    spam: Spam = field(default_factory=Spam)

    @property
    def known_now(self) -> Known:
        """What the desk knows about it and the mails taken in with it; looked up when a letter is alone."""
        self.known = self.known or Known([self])
        return self.known

    @cached_property
    def content(self) -> str:
        """A digest of what the mail says, whatever way it took."""
        return content_of(self.parsed)

    @property
    def key(self) -> tuple[str, int | None, str]:
        """What makes two mails the same mail: Message-ID, mailbox and words."""
        return short_id(self.parsed.message_id), self.row.mailbox_id, self.content

    @property
    def because(self) -> Cause:
        """The cause of everything that this mail brings about."""
        return Cause("mail", self.row.pk)

    @property
    def submission(self) -> str:
        """Makes the mail one message. Nobody has made it before: the row is locked, and had no message yet."""
        return FirstTime(f"mail:{self.row.pk}")

    @property
    def sender(self) -> str:
        """The author's address in lower case; empty when the mail names none."""
        return self.parsed.from_email.strip().lower()

    @property
    def language(self) -> str:
        """The language it is written in, as far as it was recognised."""
        return (self.parsed.language or "")[:8]

    @property
    def spoken(self) -> str:
        """The language if the interface speaks it."""
        return self.language if self.language in dict(settings.LANGUAGES) else ""

    @property
    def is_proven(self) -> bool:
        """Whether the author's domain really sent it, as a trusted server or we ourselves have found."""
        return self.proof.is_proven

    @property
    def silence(self) -> str:
        """Why no automatic mail may answer it, in a code; empty when one may."""
        if self.parsed.is_auto:
            return "automatic"
        if self.is_for_somebody_else:
            return "forwarded"
        if self.proof.is_forged:
            return "forged"
        if self.spam.is_spam:
            return "spam"
        names = {name for name, _value in self.parsed.headers}
        return "desk" if names & DESK_HEADERS else ""

    @property
    def blocked_by(self) -> BlockRule | None:
        """The rule of the block list that it meets."""
        return self.desk.blocked.match(self.sender, self.parsed.subject)

    def words(self, *remarks: dict[str, object]) -> Words:
        """The mail as the words of a message."""
        parsed = self.parsed
        files = tuple(self._file(file) for file in parsed.attachments)
        noted: list[dict[str, object]] = [*remarks, *self._remarks(bool(files))]
        return Words(
            text=whole(parsed.text),
            html=whole(parsed.html or ""),
            visible=whole(parsed.visible_reply),
            files=files,
            language=self.language,
            remarks=tuple(noted),
            trusted=True,
        )

    def _file(self, file: ParsedAttachment) -> NewFile:
        """Whatever the mail program called it: a picture that the text shows is part of the text."""
        shown = bool(file.content_id) and f"cid:{file.content_id}" in (self.parsed.html or "")
        return NewFile(file.name or "file", file.data, file.type, file.inline or shown, file.content_id or "")

    def _remarks(self, has_files: bool) -> list[dict[str, object]]:
        parsed, noted = self.parsed, list[dict[str, object]]()
        if large := self.row.why.get("too_large"):
            noted.append({"code": "mail_too_large", "size": large["size"], "folder": large["folder"]})
        elif not parsed.text.strip() and not has_files:
            noted.append({"code": "empty_mail"})
        if self.proof.is_forged or self.proof.dmarc == "permerror":
            noted.append({"code": "unproven_sender", "verdict": self.proof.dmarc})
        if sealed := sealing(parsed):
            noted.append(sealed)
        if event := event_of(parsed):
            noted.append(_whole_values(event.remark()))
        if parsed.problems:
            noted.append(
                {"code": "mail_repaired", "problems": [whole(problem) for problem in parsed.problems[:10]]}
            )
        return noted

    def note_on_row(self) -> None:
        """What lists of mails show, and the first part of `why`, on the (unsaved) row."""
        row, parsed = self.row, self.parsed
        row.mail_id = short_id(parsed.message_id)
        row.content = self.content
        row.from_email, row.from_name = clean(self.sender, 254), clean(parsed.from_name, 200)
        row.subject, row.snippet = clean(parsed.subject, 500), clean(parsed.visible_reply or parsed.text, 180)
        row.why = {
            **row.why,
            "rules": [_whole_values(rule) for rule in self.rules],
            "authentication": self.proof.noted(),
            "spam": self.spam.noted(),
            "silence": self.silence,
            "automatic": parsed.auto_kind,
            "automatic_because": whole(parsed.auto_reason),
            "problems": [whole(problem) for problem in parsed.problems],
            "repairs": [{"code": one.code, "values": _whole_values(one.values)} for one in parsed.repairs],
        }


def read(row: IncomingMail, desk: OwnDesk | None = None) -> Letter:
    """Reads a kept mail. Raises OSError when its file is gone."""
    desk, source = desk or OwnDesk.look(), raw.read(row.digest)
    letter = Letter(row, parse(_with_envelope(row, source), desk.for_parser()), desk, source=source)
    letter.proof = Proof.read(row.why.get("authentication") or {})
    letter.spam = Spam.read(row.why.get("spam") or {})
    return letter


def short_id(message_id: str) -> str:
    """A Message-ID as it fits its column: absurdly long ones by their digest."""
    text = clean(message_id.strip("<>"), 2000)
    return text if len(text) <= 255 else f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def whole(text: str) -> str:
    """Text without NUL and lone surrogates, which no database takes."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _whole_values(rule: dict[str, Any]) -> dict[str, Any]:
    return {key: whole(value) if isinstance(value, str) else value for key, value in rule.items()}


def content_of(parsed: ParsedMail) -> str:
    """A digest of what the mail says, whatever way it took."""
    parts = [parsed.from_email, parsed.subject, parsed.text, *(file.sha256 for file in parsed.attachments)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _with_envelope(row: IncomingMail, content: bytes) -> bytes:
    """The final server writes the envelope's sender into the mail; here that server is us."""
    if row.envelope_from is None or b"return-path:" in content[:100_000].lower():
        return content
    return b"Return-Path: <" + row.envelope_from.encode() + b">\r\n" + content
