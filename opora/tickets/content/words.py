"""What somebody wrote, on its way into a message."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from opora.people.public import Refusal, keepable
from opora.tickets.content import rich_text
from opora.tickets.content.files import NewFile
from opora.tickets.content.plain_text import as_text

# Longer than any honest letter; a mail's parser has its own limit below this.
LONGEST = 2_000_000


@dataclass(frozen=True)
class Words:
    """A message's text (plain), HTML (empty: plain only), files, and what a mail's parser knows besides.

    With HTML alone the text is made from it. `visible`: the text without quoted history; empty: all of it.
    `trusted`: the HTML was sanitised already (mail). `remarks`: codes of what happened on the way in.
    """

    text: str = ""
    html: str = ""
    visible: str = ""
    files: tuple[NewFile, ...] = ()
    language: str = ""
    remarks: tuple[dict[str, object], ...] = ()
    trusted: bool = field(default=False)

    def tidy(self) -> "Words":
        """Cleaned, pictures taken out, text and HTML in agreement. Raises Refusal for nothing, or far too much."""
        text, html, files = keepable(self.text), keepable(self.html), self.files
        if len(text) > LONGEST or len(html) > LONGEST * 5:
            raise Refusal("too_long", _("This is too long for one message. Attach it as a file."), "text")
        if html and not self.trusted:
            html, pictures = rich_text.take_out_pictures(rich_text.clean(html))
            files = (*files, *pictures)
        text = text.strip() or as_text(html)
        if not text and not files and "<img" not in html and not self.remarks:
            raise Refusal("empty", _("Write something first."), "text")
        visible = keepable(self.visible).strip() or text
        return Words(text, html, visible, files, self.language, self.remarks, trusted=True)
