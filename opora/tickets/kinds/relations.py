"""Splitting, merging, linking."""

from collections.abc import Iterable
from dataclasses import field

from django.utils.translation import gettext

from opora.events.public import Kind, Names, Reference, kind
from opora.people.public import Actor


@kind("ticket.split")
class Split(Kind):
    """These messages went from this ticket to the new one; `threads` says to which thread each belonged before."""

    into: int
    messages: list[int]
    threads: dict[str, int] = field(default_factory=dict)

    def references(self) -> Iterable[Reference]:
        return [("ticket", self.into)]

    def sentence(self, names: Names) -> str:
        return gettext("split %(count)s off into %(ticket)s") % {
            "count": len(self.messages),
            "ticket": names.of("ticket", self.into),
        }

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.returning import give_back_split

        give_back_split(self, source=ticket, actor=actor)


@kind("ticket.split_off")
class SplitOff(Kind):
    """This ticket began as a part of another."""

    source: int
    messages: list[int]

    def references(self) -> Iterable[Reference]:
        return [("ticket", self.source)]

    def sentence(self, names: Names) -> str:
        return gettext("split this off from %(ticket)s") % {"ticket": names.of("ticket", self.source)}

    def undo(self, ticket: int, actor: Actor) -> None:
        """The other half of the act, `ticket.split`, does it for both."""


@kind("ticket.merged")
class Merged(Kind):
    """This ticket's messages went to another; `status` and `solved_at` are what it had before."""

    into: int
    messages: list[int]
    status: str
    solved_at: str | None = None
    closed_at: str | None = None

    def references(self) -> Iterable[Reference]:
        return [("ticket", self.into)]

    def sentence(self, names: Names) -> str:
        return gettext("merged this into %(ticket)s") % {"ticket": names.of("ticket", self.into)}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.returning import give_back_merged

        give_back_merged(self, source=ticket, actor=actor)


@kind("ticket.absorbed")
class Absorbed(Kind):
    """Another ticket's messages came to this one."""

    source: int
    messages: list[int]

    def references(self) -> Iterable[Reference]:
        return [("ticket", self.source)]

    def sentence(self, names: Names) -> str:
        return gettext("merged %(ticket)s into this") % {"ticket": names.of("ticket", self.source)}

    def undo(self, ticket: int, actor: Actor) -> None:
        """The other half of the act, `ticket.merged`, does it for both."""


@kind("ticket.returned")
class Returned(Kind):
    """A split or merge was undone: messages are back where they were; this ticket's status went with that.

    `sort`: split or merge. `messages`: those that an undone split gave back, so that it can be done again.
    """

    other: int
    status_before: str
    status_after: str
    sort: str = "merge"
    messages: list[int] = field(default_factory=list)

    def references(self) -> Iterable[Reference]:
        return [("ticket", self.other)]

    def sentence(self, names: Names) -> str:
        return gettext("parted this from %(ticket)s again") % {"ticket": names.of("ticket", self.other)}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.returning import merge_again, split_again

        again = split_again if self.sort == "split" else merge_again
        again(self, part=ticket, actor=actor)


@kind("ticket.linked")
class Linked(Kind):
    """`sort`: related, follow_up, duplicate, caused_by."""

    other: int
    sort: str

    def references(self) -> Iterable[Reference]:
        return [("ticket", self.other)]

    def sentence(self, names: Names) -> str:
        return gettext("linked this with %(ticket)s") % {"ticket": names.of("ticket", self.other)}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.actions import unlink
        from opora.tickets.models import Ticket

        pair = {row.pk: row for row in Ticket.objects.filter(pk__in=[ticket, self.other])}
        unlink(actor=actor, ticket=pair[ticket], other=pair[self.other], kind=self.sort)


@kind("ticket.unlinked")
class Unlinked(Kind):
    """The link of this sort is gone."""

    other: int
    sort: str

    def references(self) -> Iterable[Reference]:
        return [("ticket", self.other)]

    def sentence(self, names: Names) -> str:
        return gettext("removed the link with %(ticket)s") % {"ticket": names.of("ticket", self.other)}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.actions import link
        from opora.tickets.models import Ticket

        pair = {row.pk: row for row in Ticket.objects.filter(pk__in=[ticket, self.other])}
        link(actor=actor, ticket=pair[ticket], other=pair[self.other], kind=self.sort)
