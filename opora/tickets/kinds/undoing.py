"""Taking back, and stopping loops."""

from django.utils.translation import gettext

from opora.events.public import Kind, Names, kind
from opora.people.public import Actor


@kind("act.undone")
class ActUndone(Kind):
    """Everything done in this act was taken back."""

    act: str

    def sentence(self, names: Names) -> str:
        return gettext("took the last step back")

    def undo(self, ticket: int, actor: Actor) -> None:
        """Nothing of its own: the events beside it in the same act are undone one by one."""


@kind("rules.loop_stopped")
class LoopStopped(Kind):
    """Rules kept setting each other off; Opora stopped them at this depth."""

    depth: int

    @property
    def lasting(self) -> bool:
        return True

    def sentence(self, names: Names) -> str:
        return gettext("stopped rules that kept setting each other off")
