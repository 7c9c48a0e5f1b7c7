"""What can happen to people."""

from collections.abc import Iterable

from django.utils.translation import gettext

from opora.events.public import Kind, Names, Reference, kind


@kind("person.created")
class PersonCreated(Kind):
    """A person became known to the desk, with this role."""

    person: int
    role: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("added %(person)s") % {"person": names.of("person", self.person)}


@kind("person.changed")
class PersonChanged(Kind):
    """One detail (`field`) went from `before` to `after`; of a password only that it changed."""

    person: int
    field: str
    before: str | int | bool | None
    after: str | int | bool | None

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("changed the details of %(person)s") % {"person": names.of("person", self.person)}

    def redact(self) -> "PersonChanged":
        return PersonChanged(self.person, self.field, None, None)


@kind("person.role_changed")
class RoleChanged(Kind):
    """Customer, agent, supervisor, administrator."""

    person: int
    before: str
    after: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        from opora.people.roles import Role

        words = {"person": names.of("person", self.person), "role": str(Role(self.after).label)}
        return gettext("changed the role of %(person)s to: %(role)s") % words


@kind("person.identity_added")
class IdentityAdded(Kind):
    """An address of this sort (email, phone …) was added."""

    person: int
    identity: int
    sort: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("added an address of %(person)s") % {"person": names.of("person", self.person)}


@kind("person.identity_removed")
class IdentityRemoved(Kind):
    """An address of this sort was taken away."""

    person: int
    identity: int
    sort: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("removed an address of %(person)s") % {"person": names.of("person", self.person)}


@kind("person.identity_made_primary")
class IdentityMadePrimary(Kind):
    """This address of its sort (email, phone …) became the first one."""

    person: int
    identity: int
    sort: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("chose another first address of %(person)s") % {
            "person": names.of("person", self.person)
        }


@kind("person.address_failed")
class AddressFailed(Kind):
    """Mail to an address does not arrive; `reason` is a code of the mail room."""

    person: int
    identity: int
    reason: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("noted that mail does not reach an address of %(person)s") % {
            "person": names.of("person", self.person)
        }


@kind("person.address_works")
class AddressWorks(Kind):
    """Mail to an address arrives again, as far as is known."""

    person: int
    identity: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("noted that mail reaches an address of %(person)s again") % {
            "person": names.of("person", self.person)
        }


@kind("organization.created")
class OrganizationCreated(Kind):
    """A company became known to the desk."""

    organization: int

    def references(self) -> Iterable[Reference]:
        return [("organization", self.organization)]

    def sentence(self, names: Names) -> str:
        return gettext("added the organization %(name)s") % {
            "name": names.of("organization", self.organization)
        }


@kind("organization.changed")
class OrganizationChanged(Kind):
    """One detail (`field`) went from `before` to `after`."""

    organization: int
    field: str
    before: str | bool | None
    after: str | bool | None

    def references(self) -> Iterable[Reference]:
        return [("organization", self.organization)]

    def sentence(self, names: Names) -> str:
        return gettext("changed the organization %(name)s") % {
            "name": names.of("organization", self.organization)
        }


@kind("token.created")
class TokenCreated(Kind):
    """An API token in this person's name was made."""

    token: int
    person: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("made an API token for %(person)s") % {"person": names.of("person", self.person)}


@kind("token.revoked")
class TokenRevoked(Kind):
    """An API token in this person's name stopped working."""

    token: int
    person: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("revoked an API token of %(person)s") % {"person": names.of("person", self.person)}
