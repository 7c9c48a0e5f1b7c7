"""What can happen around ratings."""

from collections.abc import Iterable

from django.utils.translation import gettext

from opora.events.public import Kind, Names, Reference, kind


@kind("feedback.asked")
class Asked(Kind):
    """The customer (`person`) is asked how it went. The mail room sends the question when it reads this."""

    person: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("asked %(person)s how it went") % {"person": names.of("person", self.person)}


@kind("feedback.given")
class Given(Kind):
    """A verdict on the work: good or bad, `before` when it was changed. What was written with it is in the rating."""

    rating: int
    verdict: str
    before: str | None = None
    agent: int | None = None
    has_comment: bool = False

    def references(self) -> Iterable[Reference]:
        return [("rating", self.rating)] if self.has_comment else []

    def sentence(self, names: Names) -> str:
        words = {"verdict": _verdict(self.verdict), "before": _verdict(self.before or "")}
        if self.before and self.before != self.verdict:
            said = gettext("changed the rating from %(before)s to %(verdict)s") % words
        else:
            said = gettext("rated the help: %(verdict)s") % words
        return f"{said} {names.of('rating', self.rating)}" if self.has_comment else said


def _verdict(value: str) -> str:
    from opora.feedback.models import Verdict

    return str(Verdict(value).label) if value in Verdict.values else value
