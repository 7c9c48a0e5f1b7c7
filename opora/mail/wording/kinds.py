"""What can happen to templates."""

from collections.abc import Iterable

from django.utils.translation import get_language_info, gettext

from opora.events.public import Kind, Names, Reference, kind


@kind("mail.template_changed")
class TemplateChanged(Kind):
    """A template of the desk's mails says something else. `before`, `after`: its versions; null: the built-in words."""

    purpose: str
    language: str
    brand: int | None
    before: int | None
    after: int | None

    def references(self) -> Iterable[Reference]:
        return [("brand", self.brand)] if self.brand else []

    def sentence(self, names: Names) -> str:
        words = {"template": self._called(names)}
        if self.after is None:
            return gettext("put the built-in words back into the template %(template)s") % words
        return gettext("changed the template %(template)s") % words

    def _called(self, names: Names) -> str:
        from opora.mail.wording.variables import OFFERS

        purpose = str(OFFERS[self.purpose].words) if self.purpose in OFFERS else self.purpose
        parts = [purpose, _language(self.language)]
        if self.brand:
            parts.append(names.of("brand", self.brand))
        return f"“{', '.join(parts)}”"


@kind("mail.confirmed")
class Confirmed(Kind):
    """Somebody had the customer told that their request has arrived."""

    person: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("sent %(person)s a confirmation") % {"person": names.of("person", self.person)}


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
