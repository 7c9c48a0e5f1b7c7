"""Undelivered mail: is it a report of one, about whom, for good or for now, and why."""

from __future__ import annotations

from dataclasses import dataclass

from opora.mail.parsing.charset import decode
from opora.mail.parsing.contents import Contents
from opora.mail.parsing.delivery_status import Group, read_groups
from opora.mail.parsing.headers import Headers
from opora.mail.parsing.mail import BounceKind, ParsedBounce
from opora.mail.parsing.structure import Part

FAILURES = frozenset({"failed", "failure", "delayed", "delay", "expired", "undeliverable", "error", "bounced"})
DONE = frozenset({"delivered", "relayed", "expanded", "deliverable"})


@dataclass(frozen=True, slots=True)
class Bounced:
    """The outcome: `is_bounce` only for failed or delayed mail; `bounces` also lists what was delivered."""

    is_bounce: bool
    bounces: tuple[ParsedBounce, ...] = ()
    original_message_ids: tuple[str, ...] = ()


def read_bounce(root: Part, headers: Headers, contents: Contents, subject: str, from_email: str) -> Bounced:
    """Reads a delivery report, standard or not; not a report: is_bounce False and nothing else."""
    groups = [group for part in contents.reports if "delivery-status" in part.type for group in read_groups(_text(part))]
    if groups:
        bounces = tuple(bounce for group in groups if (bounce := _from_group(group)))
        return Bounced(any(bounce.action not in DONE for bounce in bounces), bounces)
    return Bounced(False)


def _text(part: Part) -> str:
    return decode(part.body()[:500_000], part.charset)[0]


def _from_group(group: Group) -> ParsedBounce | None:
    if not group.recipient:
        return None
    action = group.action or ("delayed" if (group.status or "").startswith("4") else "failed")
    return ParsedBounce(group.recipient, kind_of(group.status, action), group.status, group.diagnostic, action)


def kind_of(status: str | None, action: str) -> BounceKind:
    """hard for 5.x.x, soft for 4.x.x or delayed, else unknown."""
    if action in DONE:
        return "unknown"
    if status:
        return "hard" if status.startswith("5") else "soft" if status.startswith("4") else "unknown"
    return "soft" if action.startswith("delay") else "unknown"
