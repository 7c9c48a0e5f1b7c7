"""What can happen to answers that did not arrive."""

from collections.abc import Iterable

from django.utils.translation import gettext

from opora.events.public import Kind, Names, Reference, kind
from opora.people.public import Actor


@kind("mail.bounced")
class Bounced(Kind):
    """The report came that an answer did not arrive. `sort`: hard (for good), soft (for now) or unknown."""

    outgoing: int
    incoming: int
    person: int | None
    sort: str
    status: str = ""
    reason: str = ""

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)] if self.person else []

    def sentence(self, names: Names) -> str:
        from opora.mail.reasons import in_words

        words = {"person": names.of("person", self.person), "reason": in_words(self.reason)}
        if not self.reason:
            return gettext("the answer to %(person)s came back undelivered") % words
        return gettext("got the answer to %(person)s back: %(reason)s") % words


@kind("mail.bounce_doubted")
class BounceDoubted(Kind):
    """A report says that an answer did not arrive, and nothing proves that it is about our mail: only a remark."""

    outgoing: int
    incoming: int
    person: int | None

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)] if self.person else []

    def sentence(self, names: Names) -> str:
        return gettext("got a report, which proves nothing, that the answer to %(person)s did not arrive") % {
            "person": names.of("person", self.person)
        }


@kind("mail.sent_elsewhere")
class SentElsewhere(Kind):
    """An answer that did not arrive (`outgoing`) was sent to another address of the same person (`fresh`)."""

    outgoing: int
    fresh: int
    person: int | None

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)] if self.person else []

    def sentence(self, names: Names) -> str:
        return gettext("sent the answer to another address of %(person)s") % {
            "person": names.of("person", self.person)
        }


@kind("mail.left_undelivered")
class LeftUndelivered(Kind):
    """Somebody decided that nothing more is done about copies of an answer that did not arrive (`mails`)."""

    message: int
    mails: list[int]

    def sentence(self, names: Names) -> str:
        return gettext("left it at the answer not having arrived")

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.mail.actions.leave_undelivered import take_up_again

        take_up_again(actor, self.message, self.mails)
