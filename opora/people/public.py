"""What other rooms may use of people."""

from opora.people import addresses, magic_link
from opora.people.actor import Actor
from opora.people.finding.by_words import begins, called
from opora.people.finding.folding import folded, folded_words
from opora.people.invitations import invitation_for, invited_by
from opora.people.queries import (
    addresses_of,
    administrators,
    by_email,
    by_phone,
    find,
    organization_of_domain,
    staff,
)
from opora.people.refusal import Conflict, NotAllowed, NotFound, Refusal
from opora.people.roles import STAFF, Role
from opora.people.tokens import actor_of_token
from opora.people.writing import keepable, keepable_all, one_line

__all__ = [
    "STAFF",
    "Actor",
    "Conflict",
    "NotAllowed",
    "NotFound",
    "Refusal",
    "Role",
    "actor_of_token",
    "addresses",
    "addresses_of",
    "administrators",
    "begins",
    "by_email",
    "by_phone",
    "called",
    "find",
    "folded",
    "folded_words",
    "invitation_for",
    "invited_by",
    "keepable",
    "keepable_all",
    "magic_link",
    "one_line",
    "organization_of_domain",
    "staff",
]
