"""What other rooms may use of the desk."""

from opora.desk import fields, sealing, settings, signatures, substitution
from opora.desk.access import departments_at, is_everywhere, level_in, levels, members
from opora.desk.health import standing as health
from opora.desk.health.checks import Finding
from opora.desk.health.checks import announce as announce_check
from opora.desk.mailboxes.apps import is_safe_address
from opora.desk.mailboxes.unsaved import unsaved_mailbox
from opora.desk.queries import (
    default_brand,
    departments,
    first_department,
    mailbox_for,
    mailbox_of_address,
    own_addresses,
    topics,
)
from opora.desk.settings import Setting
from opora.desk.time_zone import zone as desk_zone

__all__ = [
    "Finding",
    "Setting",
    "announce_check",
    "default_brand",
    "departments",
    "departments_at",
    "desk_zone",
    "fields",
    "first_department",
    "health",
    "is_everywhere",
    "is_safe_address",
    "level_in",
    "levels",
    "mailbox_for",
    "mailbox_of_address",
    "members",
    "own_addresses",
    "sealing",
    "settings",
    "signatures",
    "substitution",
    "topics",
    "unsaved_mailbox",
]
