"""Desk settings about answers."""

from django.utils.translation import gettext_lazy as _

from opora.desk.public import Setting
from opora.people.models import Person

LONGEST_UNDO = 120
UNDO_SECONDS = Setting(
    "undo_send_seconds",
    10,
    _("Seconds in which a sent answer can be taken back"),
    _(
        "An answer written here leaves only then, and customers see it only then. 0: at once. Everybody may choose."
    ),
    least=0,
    most=LONGEST_UNDO,
)


def undo_seconds(person: Person) -> int:
    """How long an answer of this agent waits before it leaves: as they want it, else as the desk does."""
    own = person.undo_seconds
    return UNDO_SECONDS.get() if own is None else min(own, LONGEST_UNDO)
