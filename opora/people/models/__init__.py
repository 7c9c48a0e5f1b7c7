"""Tables of people."""

from opora.people.models.identity import Identity, IdentityKind
from opora.people.models.organization import Organization, OrganizationDomain
from opora.people.models.person import Person
from opora.people.models.token import Token
from opora.people.models.word import PersonWord

__all__ = ["Identity", "IdentityKind", "Organization", "OrganizationDomain", "Person", "PersonWord", "Token"]
