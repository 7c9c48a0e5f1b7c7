"""An invitation that came by mail, as a card: what, when in the reader's own time, where, who asks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.tickets.models import Message
from opora.workspace.routes import address


@dataclass(frozen=True)
class ShownInvitation:
    """`sort` says whether it is an invitation, an answer to one, or cancelled."""

    sort: str
    what: str
    when: str
    where: str
    who: str
    is_cancelled: bool
    url: str


def shown(row: Message, has_mail: bool) -> ShownInvitation | None:
    """Of a message's remarks; None where it brought none."""
    noted = next((one for one in row.remarks if one.get("code") == "invitation"), None)
    if noted is None:
        return None
    method = str(noted.get("method", ""))
    return ShownInvitation(
        sort=_sort(method),
        what=str(noted.get("summary") or _("an event without a name")),
        when=_when(noted),
        where=str(noted.get("location", "")),
        who=str(noted.get("organizer", "")),
        is_cancelled=method == "CANCEL",
        url=address("invitation", row.ticket_id, row.pk) if has_mail else "",
    )


def _sort(method: str) -> str:
    sorts = {
        "CANCEL": _("Cancelled"),
        "REPLY": _("Answer to an invitation"),
        "COUNTER": _("Another time is proposed"),
    }
    return sorts.get(method, _("Invitation"))


def _when(noted: dict[str, object]) -> str:
    start, end = _moment(noted.get("start")), _moment(noted.get("end"))
    if start is None:
        return ""
    words = _words(start)
    if end is not None and type(end) is type(start) and end != start:
        same_day = isinstance(start, datetime) and isinstance(end, datetime) and start.date() == end.date()
        words = f"{words} – {date_format(end, 'TIME_FORMAT') if same_day else _words(end)}"
    if isinstance(start, datetime):
        zone = str(noted.get("zone", "")) or (start.tzname() or "" if timezone.is_aware(start) else "")
        words = f"{words} ({zone})" if zone else words
    return f"{words}, {_('repeats')}" if noted.get("repeats") else words


def _moment(text: object) -> datetime | date | None:
    """In the reader's own time zone; a time of an unknown zone and a whole day stay as they are."""
    try:
        if isinstance(text, str) and len(text) == 10:
            return date.fromisoformat(text)
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    try:
        return timezone.localtime(found) if timezone.is_aware(found) else found
    except (OverflowError, ValueError):
        return None


def _words(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return f"{date_format(moment, 'D')}, {date_format(moment, 'DATETIME_FORMAT')}"
    return f"{date_format(moment, 'D')}, {date_format(moment, 'DATE_FORMAT')}"
