"""What a time line consists of, as its templates want it: plain values; what is equal need not be drawn again."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString

from opora.workspace import correspondence, invitations, leaving, letters

FOLDED_FROM = 3
# Characters. Longer HTML is rare, and keeping it would fill the memory.
LONGEST_KEPT = 20_000


@dataclass(frozen=True)
class ShownFile:
    """An attachment as a chip."""

    name: str
    url: str
    size: int
    is_picture: bool


@dataclass(frozen=True)
class ShownMessage:
    """A message with all its template says. `rest` is what `visible` left out: signature and quoted letters.

    `letter` is a customer's mail that has HTML.
    """

    pk: int
    look: str
    who: str
    author_id: int | None
    at: datetime
    channel_words: str
    body_html: SafeString | str = ""
    body_text: str = ""
    rest: str = ""
    files: tuple[ShownFile, ...] = ()
    remark_words: tuple[str, ...] = ()
    waits: leaving.Leaving | None = None
    delivery: correspondence.Delivery = field(default_factory=lambda: correspondence.NOTHING)
    letter: letters.ShownLetter | None = None
    invitation: invitations.ShownInvitation | None = None
    seal_words: str = ""
    source_url: str = ""
    why_url: str = ""

    @property
    def is_public(self) -> bool:
        """Whether both sides see it."""
        return self.look in {"agent", "customer"}

    @property
    def length(self) -> int:
        """In characters."""
        mail = len(self.letter.words) + len(self.letter.earlier) if self.letter else 0
        return len(self.body_html) + len(self.body_text) + len(self.rest) + mail

    @property
    def author_key(self) -> object:
        """What the avatar's tone depends on."""
        return self.author_id or self.who


@dataclass(frozen=True)
class ShownEvent:
    """A change as one dim line."""

    pk: int
    sentence: str
    why: str
    at: datetime
    undo_url: str = ""


@dataclass(frozen=True)
class Entry:
    """A place in the time line: one message, or changes that followed each other."""

    at: datetime
    message: ShownMessage | None = None
    events: tuple[ShownEvent, ...] = ()

    @property
    def is_folded(self) -> bool:
        """Whether the changes hide behind their number."""
        return len(self.events) >= FOLDED_FROM

    @property
    def is_kept(self) -> bool:
        """Whether its drawing is kept: not where it counts seconds, nor where it would fill the memory."""
        return self.message is None or (self.message.waits is None and self.message.length <= LONGEST_KEPT)
