"""What can happen to the desk's health cards. They belong to no ticket."""

from collections.abc import Iterable

from django.utils.translation import gettext

from opora.events.public import Kind, Names, Reference, kind


@kind("health.card_opened")
class CardOpened(Kind):
    """A check found something wrong: `card`, of the category `code`, about `key`."""

    card: int
    code: str
    key: str
    is_red: bool

    def references(self) -> Iterable[Reference]:
        return [("health_card", self.card)]

    def sentence(self, names: Names) -> str:
        return gettext("noticed: %(card)s") % {"card": names.of("health_card", self.card)}


@kind("health.card_closed")
class CardClosed(Kind):
    """What was wrong is well again."""

    card: int
    code: str
    key: str

    def references(self) -> Iterable[Reference]:
        return [("health_card", self.card)]

    def sentence(self, names: Names) -> str:
        return gettext("is well again: %(card)s") % {"card": names.of("health_card", self.card)}


@kind("health.muted")
class Muted(Kind):
    """Cards of the category `code` are not counted until then (UTC, ISO 8601)."""

    code: str
    until: str

    def sentence(self, names: Names) -> str:
        words = {"code": self.code, "date": self.until[:10]}
        return gettext("muted the health cards “%(code)s” until %(date)s") % words


@kind("health.unmuted")
class Unmuted(Kind):
    """Cards of the category `code` are counted again, before their time."""

    code: str

    def sentence(self, names: Names) -> str:
        return gettext("let the health cards “%(code)s” be heard again") % {"code": self.code}
