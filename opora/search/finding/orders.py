"""The orders in which results can be had."""

from collections.abc import Mapping

# Sorting by another column than lists do means to have all matches: at most so many, the newest.
MOST_SORTED = 10_000
_THEN_NEWEST = ("-last_message_at", "-id")
ORDERS: Mapping[str, tuple[str, ...]] = {
    "best": (),
    "latest": (),
    "oldest": (),
    "created": ("-created_at", "-id"),
    "-created": ("created_at", "id"),
    "updated": ("-updated_at", "-id"),
    "-updated": ("updated_at", "id"),
    "number": ("-id",),
    "-number": ("id",),
    "priority": ("-priority", *_THEN_NEWEST),
    "-priority": ("priority", *_THEN_NEWEST),
    "subject": ("subject", "id"),
    "-subject": ("-subject", "-id"),
    "requester": ("requester__name", *_THEN_NEWEST),
    "agent": ("assignee__name", *_THEN_NEWEST),
    "department": ("department__name", *_THEN_NEWEST),
    "status": ("status", *_THEN_NEWEST),
    "waiting": ("waiting_since", "id"),
}


def is_of_lists(order: str) -> bool:
    """Whether it is the order of lists, by the last message, in which the engine finds; so is any unknown one."""
    return not ORDERS.get(order)
