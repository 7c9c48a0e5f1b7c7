"""Who acts: a person, a rule, a plugin, or Opora itself."""

from dataclasses import dataclass, field

from opora.people.models import Person
from opora.people.refusal import NotAllowed
from opora.people.roles import Role


@dataclass(frozen=True)
class Actor:
    """The one who calls a verb. `scopes` limits what an API token may do (None: everything the person may)."""

    kind: str
    id: int | None = None
    person: Person | None = field(default=None, compare=False, repr=False)
    scopes: frozenset[str] | None = None

    @classmethod
    def of(cls, person: Person, scopes: frozenset[str] | None = None) -> "Actor":
        """A person acting for themselves."""
        return cls("person", person.pk, person, scopes)

    @classmethod
    def system(cls) -> "Actor":
        """Opora itself: imports, sweeps, set-up from the command line."""
        return cls("system")

    @classmethod
    def rule(cls, rule_id: int) -> "Actor":
        """A rule of the desk."""
        return cls("rule", rule_id)

    @property
    def is_staff(self) -> bool:
        """Whether a message of this actor is the desk speaking."""
        return self.person is None or self.person.is_staff

    def require_administrator(self) -> None:
        """Raises NotAllowed unless this is an administrator or Opora itself."""
        self._require("admin", Role.ADMINISTRATOR)

    def require_supervisor(self) -> None:
        """Raises NotAllowed unless this is a supervisor, an administrator or Opora itself."""
        self._require("admin", Role.SUPERVISOR, Role.ADMINISTRATOR)

    def require_staff(self) -> None:
        """Raises NotAllowed for customers."""
        self._require("write", Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR)

    def require_own(self, person: Person, scope: str = "write") -> None:
        """Raises NotAllowed unless this is the person themselves, an administrator or Opora itself."""
        if self.is_person(person):
            self.require_scope(scope)
            if not person.is_active:
                raise NotAllowed.for_role()
        else:
            self.require_administrator()

    def is_person(self, person: Person) -> bool:
        """Whether this person acts for themselves."""
        return self.kind == "person" and self.id == person.pk

    def require_scope(self, scope: str) -> None:
        """Raises NotAllowed when an API token is too weak for this, whoever it belongs to."""
        if self.scopes is not None and scope not in self.scopes:
            raise NotAllowed.for_scope(scope)

    def _require(self, scope: str, *roles: Role) -> None:
        self.require_scope(scope)
        if self.person is not None and (self.person.role not in roles or not self.person.is_active):
            raise NotAllowed.for_role()
