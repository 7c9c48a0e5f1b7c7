"""Filling a template in: the subject, the HTML, and the same as plain text."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from opora.mail.wording.templates import Template
from opora.tickets.public import as_text


@dataclass(frozen=True)
class Rich:
    """A value in both forms: HTML that was cleaned, and as somebody wrote or would write it in plain text."""

    html: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """A mail's words. `html` is what stands inside the body."""

    subject: str
    html: str
    text: str


Values = Mapping[str, str | Rich]


def render(template: Template, values: Values) -> Rendered:
    """The template with these values. Plain text is made of the HTML; what is rich keeps its own plain form."""
    html = {name: value.html if isinstance(value, Rich) else value for name, value in values.items()}
    # A mark for each rich value that nobody could have written; its plain form takes the mark's place afterwards.
    secret = secrets.token_hex(6)
    rich = [(name, value) for name, value in values.items() if isinstance(value, Rich) and value.html]
    marks = {name: f"<p>\ue000{secret}.{at}\ue001</p>" for at, (name, _value) in enumerate(rich)}
    text = as_text(template.body.as_html({**html, **marks}))
    for at, (_name, value) in enumerate(rich):
        text = _put(text, f"\ue000{secret}.{at}\ue001", value.text.strip("\n"))
    subject = template.subject.as_line({name: value for name, value in html.items() if name not in marks})
    return Rendered(subject, template.body.as_html(html), f"{text.strip()}\n")


def _put(text: str, mark: str, words: str) -> str:
    """The words in the mark's place; each of their lines gets what stands before the mark (“> ”)."""

    def swap(match: re.Match[str]) -> str:
        return "\n".join(f"{match[1]}{line}" if line else match[1].rstrip() for line in words.split("\n"))

    return re.sub(rf"^(.*?){re.escape(mark)}", swap, text, flags=re.M)
