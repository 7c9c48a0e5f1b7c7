"""Which words are in force for a mail, read once and remembered until somebody changes a template."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import nh3
from django.utils.translation import gettext_lazy as _

from opora.desk.public import substitution
from opora.mail.models import TemplateVersion
from opora.mail.wording.built_in import built_in
from opora.mail.wording.variables import OFFERS
from opora.people.public import Refusal, keepable

log = logging.getLogger(__name__)
LONGEST_SUBJECT, LONGEST_HTML = 300, 50_000
TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area", "ruby", "rt", "rp", "rtc"} | {"font", "center", "u", "s"}
ATTRIBUTES = {
    "*": {"style", "dir", "lang", "align", "valign"},
    "a": {"href"},
    "td": {"colspan", "rowspan", "width", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "bgcolor"},
    "table": {"border", "cellpadding", "cellspacing", "width", "bgcolor"},
    "font": {"color", "face", "size"},
    "ol": {"start"},
}
STYLES = {
    *("color", "background-color", "font-family", "font-size", "font-style", "font-weight", "line-height"),
    *(
        "text-align",
        "text-decoration",
        "margin",
        "margin-top",
        "margin-bottom",
        "margin-left",
        "margin-right",
    ),
    *("padding", "padding-top", "padding-bottom", "padding-left", "padding-right", "width", "max-width"),
    *("border", "border-top", "border-bottom", "border-left", "border-right", "border-radius", "white-space"),
    *("border-collapse", "vertical-align", "display"),
}
Key = tuple[str, str, int | None]


@dataclass(frozen=True)
class Template:
    """Subject and words, read and found good."""

    subject: substitution.Pattern
    body: substitution.Pattern


def tidy(purpose: str, subject: str, html: str) -> tuple[str, str]:
    """The words as they are kept: one line of subject, clean HTML. Raises Refusal at `subject` or `html`."""
    offer = OFFERS[purpose]
    subject = " ".join(keepable(subject).split()) if offer.has_subject else ""
    html = keepable(html).replace("\r\n", "\n").strip()
    if offer.has_subject and not subject:
        raise Refusal(
            "subject_missing", _("Write a subject: without one the mail looks like rubbish."), "subject"
        )
    if len(subject) > LONGEST_SUBJECT or len(html) > LONGEST_HTML:
        field = "html" if len(html) > LONGEST_HTML else "subject"
        raise Refusal("too_long", _("This is too long for a template."), field)
    substitution.read(html, offer.offered, "html")  # before it is cleaned: lines are as they were written
    html = cleaned(html)
    made = read(purpose, subject, html)
    missing = next((name for name in offer.needed if name not in made.body.names()), "")
    if missing:
        words = _("Without {{ %(name)s }} this mail would be of no use: put it in.") % {"name": missing}
        raise Refusal("variable_missing", words, "html")
    return subject, html


def cleaned(html: str) -> str:
    """A template's HTML with everything that could act or call home taken out; pictures too: none may be fetched."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        filter_style_properties=STYLES,
    )


def read(purpose: str, subject: str, html: str) -> Template:
    """The words as patterns. Raises Refusal."""
    offered = OFFERS[purpose].offered
    return Template(
        substitution.read(subject, offered, "subject", is_html=False),
        substitution.read(html, offered, "html"),
    )


def template_for(purpose: str, brand: int | None, language: str) -> Template:
    """The words in force: the brand's own, those of all brands, ours. One query at most."""
    changed = _in_force()
    for key in ((purpose, language, brand), (purpose, language, None)):
        if (found := changed.get(key)) is not None:
            return found
    return built_in_template(purpose, language)


@lru_cache(maxsize=200)
def built_in_template(purpose: str, language: str) -> Template:
    """Opora's own."""
    return read(purpose, *built_in(purpose, language))


def newest(purpose: str, brand: int | None, language: str) -> TemplateVersion | None:
    """The last version kept for exactly these three, whatever it says; None when there never was one."""
    rows = TemplateVersion.objects.filter(purpose=purpose, brand=brand, language=language)
    return rows.order_by("-id").first()


def in_force() -> dict[Key, TemplateVersion]:
    """The changed templates by purpose, language and brand, without their words; those put back are not among them."""
    rows: dict[Key, TemplateVersion] = {}
    for row in TemplateVersion.objects.defer("html").order_by("id"):
        rows[(row.purpose, row.language, row.brand_id)] = row
    return {key: row for key, row in rows.items() if not row.is_built_in}


def versions(purpose: str, brand: int | None, language: str, most: int = 30) -> list[TemplateVersion]:
    """What these three said, the newest first."""
    rows = TemplateVersion.objects.filter(purpose=purpose, brand=brand, language=language)
    return list(rows.order_by("-id")[:most])


def words_of(purpose: str, brand: int | None, language: str) -> tuple[str, str]:
    """Subject and HTML in force, as an editor shows them."""
    for place in dict.fromkeys((brand, None)):
        row = newest(purpose, place, language)
        if row is not None and not row.is_built_in:
            return row.subject, row.html
    return built_in(purpose, language)


_seen: tuple[object, ...] | None = None
_changed: dict[Key, Template] = {}


def _in_force() -> dict[Key, Template]:
    """All changed templates. Rows are only added, so the newest one tells whether another process added some."""
    global _seen, _changed
    last = TemplateVersion.objects.order_by("-id").values_list("id", "at", "subject", "html").first()
    if last != _seen:
        _changed = _read_all(TemplateVersion.objects.order_by("id") if last else [])
        _seen = last
    return _changed


def _read_all(rows: Iterable[TemplateVersion]) -> dict[Key, Template]:
    found: dict[Key, Template] = {}
    for row in rows:
        key = (row.purpose, row.language, row.brand_id)
        if row.is_built_in or row.purpose not in OFFERS:
            found.pop(key, None)
            continue
        try:
            found[key] = read(row.purpose, row.subject, row.html)
        except Refusal as refusal:  # a variable of an older version: ours is better than nothing
            found.pop(key, None)
            log.warning("The mail template %s can't be used any more: %s", row, refusal)
    return found
