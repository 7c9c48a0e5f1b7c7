"""What can happen to the desk's set-up."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from opora.desk.models.access import Level
from opora.events.public import Kind, Names, Reference, kind

WORDS = {
    "brand": lambda name: gettext("the brand “%(name)s”") % {"name": name},
    "department": lambda name: gettext("the department “%(name)s”") % {"name": name},
    "topic": lambda name: gettext("the topic “%(name)s”") % {"name": name},
    "mailbox": lambda name: gettext("the mailbox %(name)s") % {"name": name},
    "outgoing_server": lambda name: gettext("the outgoing server “%(name)s”") % {"name": name},
    "sign_in_app": lambda name: gettext("the sign-in app “%(name)s”") % {"name": name},
}


@kind("desk.created")
class DeskCreated(Kind):
    """A brand, department, topic, mailbox, sign-in app or outgoing server (`sort`) was made, with these values.

    Secrets are left out.
    """

    sort: str
    which: int
    values: dict[str, Any]

    def references(self) -> Iterable[Reference]:
        return [(self.sort, self.which)]

    def sentence(self, names: Names) -> str:
        return gettext("added %(what)s") % {"what": WORDS[self.sort](names.of(self.sort, self.which))}


@kind("desk.changed")
class DeskChanged(Kind):
    """`changes` holds [before, after] for each field; secrets only say that they changed."""

    sort: str
    which: int
    changes: dict[str, list[Any]]

    def references(self) -> Iterable[Reference]:
        return [(self.sort, self.which)]

    def sentence(self, names: Names) -> str:
        return gettext("changed %(what)s") % {"what": WORDS[self.sort](names.of(self.sort, self.which))}


@kind("access.changed")
class AccessChanged(Kind):
    """A person's level in a department: 0 none, 1 read, 2 reply, 3 manage."""

    person: int
    department: int
    before: int
    after: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person), ("department", self.department)]

    def sentence(self, names: Names) -> str:
        words = {
            "person": names.of("person", self.person),
            "department": names.of("department", self.department),
            "level": str(Level(self.after).label),
        }
        return gettext("set the access of %(person)s to %(department)s: %(level)s") % words


@kind("setting.changed")
class SettingChanged(Kind):
    """A desk setting went from `before` to `after`."""

    setting: str
    before: str | int | bool
    after: str | int | bool

    def sentence(self, names: Names) -> str:
        from opora.desk.settings import declared

        setting = declared().get(self.setting)
        words = {"setting": str(setting.label) if setting else self.setting, "value": self.after}
        return gettext("changed the setting “%(setting)s” to %(value)s") % words
