"""message/delivery-status (RFC 3464), also where it stands in a broken or renamed part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from opora.mail.parsing.addresses import clean_email
from opora.mail.parsing.headers import decode_words, tidy

FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)$")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
EMAIL = re.compile(r"[^\s<>()\[\],;:\"]{1,200}@[^\s<>()\[\],;:\"]{1,255}")
MAX_GROUPS = 300


@dataclass(slots=True)
class Group:
    """The fields about one recipient, names in lower case."""

    fields: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        return next((self.fields[name] for name in names if self.fields.get(name)), "")

    @property
    def recipient(self) -> str:
        """Final-Recipient, or the original where the final one is no address."""
        for value in (
            self.first("final-recipient"),
            self.first("original-recipient"),
            self.first("x-actual-recipient"),
        ):
            address = _mailbox(value)
            if address:
                return address
        return ""

    @property
    def alternatives(self) -> set[str]:
        values = (
            self.first(name) for name in ("original-recipient", "x-actual-recipient", "final-recipient")
        )
        return {address for value in values if (address := _mailbox(value))}

    @property
    def status(self) -> str | None:
        match = STATUS.search(self.first("status"))
        return match.group(1) if match else None

    @property
    def action(self) -> str:
        return self.first("action").split()[0].lower().strip(";(") if self.first("action").split() else ""

    @property
    def diagnostic(self) -> str:
        return tidy(self.first("diagnostic-code", "x-notes-item", "x-supplementary-info"))[:2000]


def _mailbox(value: str) -> str:
    value = decode_words(value.rpartition(";")[2].strip()).strip('<> "')
    if match := EMAIL.search(value):
        return clean_email(match.group().strip("<>'`.")) or ""
    return ""


def read_groups(text: str) -> list[Group]:
    """Every per-recipient group of a delivery-status body; the message-wide group gives none."""
    groups: list[Group] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))[:MAX_GROUPS]:
        fields = _fields(block)
        if (
            "final-recipient" in fields
            or "original-recipient" in fields
            or ("status" in fields and "action" in fields)
        ):
            groups.append(Group(fields))
        elif groups and "diagnostic-code" in fields and "diagnostic-code" not in groups[-1].fields:
            groups[-1].fields["diagnostic-code"] = fields["diagnostic-code"]
    return groups


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block.split("\n")[:400]:
        match = FIELD.match(line)
        if (match and match.group(1).lower() in KNOWN_FIELDS) or (
            match and not line.startswith((" ", "\t")) and not name
        ):
            name = match.group(1).lower() if match else ""
            fields.setdefault(name, match.group(2).strip() if match else "")
        elif line.startswith((" ", "\t")) and name:
            fields[name] = f"{fields[name]} {line.strip()}"
        elif match:
            name = match.group(1).lower()
            fields.setdefault(name, match.group(2).strip())
        elif name == "diagnostic-code" and line.strip():
            fields[name] = f"{fields[name]} {line.strip()}"
        else:
            name = ""
    return fields


KNOWN_FIELDS = frozenset(
    {
        "original-envelope-id",
        "reporting-mta",
        "dsn-gateway",
        "received-from-mta",
        "arrival-date",
        "original-recipient",
        "final-recipient",
        "action",
        "status",
        "remote-mta",
        "diagnostic-code",
        "last-attempt-date",
        "final-log-id",
        "will-retry-until",
        "x-actual-recipient",
    }
)
