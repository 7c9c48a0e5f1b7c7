"""Event kinds: one class for each thing that can happen, registered by its name.

A kind knows its typed fields, how to say itself in the reader's language, how to be undone and what to hide when a
person is erased. Nobody else asks which kind an event is.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self, dataclass_transform

from django.core.exceptions import ImproperlyConfigured

from opora.events.names import Names, Reference

_KINDS: dict[str, type["Kind"]] = {}


@dataclass(frozen=True)
class Kind:
    """Base of all kinds. Fields hold ids and values before and after: never words, labels or HTML."""

    name: ClassVar[str] = ""
    version: ClassVar[int] = 1
    audience: ClassVar[int] = 2

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """The event as it was written; fields that this version does not know are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})

    def write(self) -> dict[str, Any]:
        """The JSON kept in the log."""
        return asdict(self)

    def references(self) -> Iterable[Reference]:
        """What the sentence names, as (sort, id) pairs, so that a page can look all names up at once."""
        return ()

    def sentence(self, names: Names) -> str:
        """What happened, without its subject, in the active language ("assigned it to Vera")."""
        raise NotImplementedError(f"{self.name} has no sentence")

    @property
    def undoable(self) -> bool:
        """Whether this event can be taken back."""
        return type(self).undo is not Kind.undo

    @property
    def lasting(self) -> bool:
        """Whether this stays when the rest of its act is taken back (a note that was written with a transfer)."""
        return False

    def undo(self, ticket: int, actor: Any) -> None:
        """Put back what was before, through the room's verbs. Raises a Refusal when that is not possible any more."""
        raise NotImplementedError(f"{self.name} cannot be undone")

    def redact(self) -> Self:
        """The same event without personal words; kinds that hold such words override it."""
        return self


@dataclass_transform(frozen_default=True)
def kind(name: str, *, audience: int = 2, version: int = 1) -> Callable[[type[Kind]], Any]:
    """Registers a class as the kind of that name. Its lines are its documentation (docs/events.md lists them)."""

    def register(cls: type[Kind]) -> type[Kind]:
        if name in _KINDS:
            raise ImproperlyConfigured(f"Two kinds are named {name}.")
        made = dataclass(frozen=True)(cls)
        made.name, made.audience, made.version = name, audience, version
        _KINDS[name] = made
        return made

    return register


def of(name: str) -> type[Kind]:
    """The class of a kind. An unknown name (a plugin that was removed) is shown as such, never an error."""
    return _KINDS.get(name, UnknownKind)


def known() -> dict[str, type[Kind]]:
    """All registered kinds by name."""
    return dict(_KINDS)


@dataclass(frozen=True)
class UnknownKind(Kind):
    """An event of a kind that is not installed any more."""

    name: ClassVar[str] = "unknown"

    def sentence(self, names: Names) -> str:
        from django.utils.translation import gettext

        return gettext("did something that this version of Opora does not know")
