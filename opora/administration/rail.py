"""The sections of the administration, for the rail."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.administration.doors import person_of
from opora.desk.public import health

# URL name, words, icon, whether supervisors may look.
SECTIONS: tuple[tuple[str, str | Promise, str, bool], ...] = (
    ("health", _("Health"), "triangle-alert", True),
    ("people", _("People"), "users", True),
    ("access", _("Access"), "lock", True),
    ("organizations", _("Companies"), "building-2", True),
    ("departments", _("Departments"), "inbox", True),
    ("topics", _("Topics"), "tag", False),
    ("mailboxes", _("Mailboxes"), "mail", False),
    ("delivery", _("Delivery"), "send", False),
    ("templates", _("Mail templates"), "sticky-note", False),
    ("block_list", _("Block list"), "mail-warning", True),
    ("brand", _("Look"), "eye", False),
    ("settings", _("Settings"), "settings", False),
    ("audit", _("What was changed"), "history", False),
)


@dataclass(frozen=True)
class Section:
    """One line of the rail."""

    words: str | Promise
    url: str
    icon: str
    is_current: bool
    mark: health.Mark | None = None


def sections(request: HttpRequest) -> list[Section]:
    """Those this person may open."""
    everything = person_of(request).is_administrator
    shown = []
    for name, words, icon, for_supervisors in SECTIONS:
        if everything or for_supervisors:
            url = reverse(f"administration:{name}")
            mark = health.mark() if name == "health" else None
            shown.append(Section(words, url, icon, request.path.startswith(url), mark))
    return shown
