"""The verbs that change people: one file each."""

from opora.people.actions.add_identity import add_identity
from opora.people.actions.change_notices import change_notices
from opora.people.actions.change_organization import change_organization
from opora.people.actions.change_person import change_person
from opora.people.actions.change_role import change_role
from opora.people.actions.create_organization import create_organization
from opora.people.actions.create_person import create_person
from opora.people.actions.create_token import create_token
from opora.people.actions.ensure_person import ensure_person
from opora.people.actions.make_primary import make_primary
from opora.people.actions.note_deliverability import note_deliverability
from opora.people.actions.remove_identity import remove_identity
from opora.people.actions.revoke_token import revoke_token
from opora.people.actions.set_password import set_password

__all__ = [
    "add_identity",
    "change_notices",
    "change_organization",
    "change_person",
    "change_role",
    "create_organization",
    "create_person",
    "create_token",
    "ensure_person",
    "make_primary",
    "note_deliverability",
    "remove_identity",
    "revoke_token",
    "set_password",
]
