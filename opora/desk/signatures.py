"""The signature under a department's mails: HTML with a few places that each mail fills in."""

import re
from collections.abc import Mapping

import nh3

from opora.desk.substitution import Sort, read
from opora.people.public import Refusal

_NAMES = ("agent.name", "department.name", "brand.name", "customer.name", "ticket.number", "ticket.subject")
_NAMES = (
    *("agent.name", "department.name", "brand.name", "customer.name"),
    *("ticket.number", "ticket.subject"),
)
PLACES = dict.fromkeys(_NAMES, Sort.TEXT)
_EMPTY = re.compile(r"<(p|div|b|i|strong|em|span)>(?:\s|&nbsp;|<br>)*</\1>")
_EDGE_BREAKS = re.compile(r"(?:(?<=<p>)|(?<=<div>)|^)(?:\s*<br>)+\s*|(?:\s*<br>)+\s*(?=</p>|</div>|$)")
_TWICE = re.compile(r"<br>(?:\s*<br>)+")


def tidy(html: str, field: str = "signature") -> str:
    """The signature as it is kept. Raises Refusal for a variable that there is not."""
    cleaned = nh3.clean(html)
    read(cleaned, PLACES, field)
    return cleaned


def filled(html: str, values: Mapping[str, str]) -> str:
    """The signature of one mail. A line that is left without words (an agent's name that is not known) goes away."""
    if "{{" not in html:
        return html
    try:
        made = read(html, PLACES, "signature").as_html(values)
    except Refusal:  # kept before signatures had places
        return html
    before = ""
    while before != made:
        before, made = made, _EDGE_BREAKS.sub("", _TWICE.sub("<br>", _EMPTY.sub("", made)))
    return made
