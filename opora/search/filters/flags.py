"""has: is:"""

from collections.abc import Callable
from typing import TypeAlias

from django.db.models import Q

from opora.search.filters.asking import NOTHING, Asking, any_q
from opora.search.filters.messages import readable
from opora.search.filters.properties import codes
from opora.search.language import options
from opora.search.language.kinds.choices import Option
from opora.search.language.tree import Filter
from opora.tickets.models import OPEN_STATUSES, Attachment, MessageKind

Flag: TypeAlias = Callable[[Asking], Q]


def flag(filter: Filter, asking: Asking) -> Q:
    """What each of the words means, at least one of them."""
    return any_q([_FLAGS[filter.key, code](asking) for code in codes(filter)])


def announce(key: str, option: Option, meaning: Flag) -> None:
    """Adds or replaces a word after “is:” or “has:”."""
    known = options.IS if key == "is" else options.HAS
    known[:] = [one for one in known if one.code != option.code] + [option]
    _FLAGS[key, option.code] = meaning


def _attachment(asking: Asking) -> Q:
    if asking.viewer.is_staff:
        return Q(has_files=True)
    files = Attachment.objects.filter(message__in=readable(asking))
    return Q(has_files=True, pk__in=files.values("message__ticket"))


def _note(asking: Asking) -> Q:
    """Notes of the viewer's own side: the other's are not even counted."""
    kind = MessageKind.NOTE if asking.viewer.is_staff else MessageKind.CUSTOMER_NOTE
    return Q(pk__in=readable(asking).filter(kind=kind).values("ticket"))


def _mine(asking: Asking) -> Q:
    return Q(assignee=asking.viewer) if asking.viewer.is_staff else Q(requester=asking.viewer)


_FLAGS: dict[tuple[str, str], Flag] = {
    ("has", "attachment"): _attachment,
    ("has", "note"): _note,
    ("is", "open"): lambda asking: Q(status__in=OPEN_STATUSES),
    ("is", "mine"): _mine,
    ("is", "unassigned"): lambda asking: Q(assignee__isnull=True),
    ("is", "waiting"): lambda asking: Q(waiting_since__isnull=False),
    ("is", "late"): lambda asking: NOTHING,
    ("is", "undelivered"): lambda asking: Q(has_undelivered=True),
    ("is", "merged"): lambda asking: Q(merged_into__isnull=False),
    ("is", "not_request"): lambda asking: Q(not_request_at__isnull=False),
}
