"""Who asks, when and where: what a condition's meaning depends on."""

import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TypeAlias

from django.db.models import Q

from opora.desk.public import desk_zone
from opora.people.models import Person
from opora.search.language.tree import Filter

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Asking:
    """The person, the moment (UTC) and the zone whose midnights count."""

    viewer: Person
    now: datetime
    zone: tzinfo


# What a condition means for tickets. Who may see them is decided elsewhere, by `visible_to`.
Meaning: TypeAlias = Callable[[Filter, Asking], Q]


def zone_of(person: Person) -> tzinfo:
    """The person's time zone, or the desk's."""
    try:
        own = zoneinfo.ZoneInfo(person.time_zone) if person.time_zone else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        own = None
    return own or desk_zone() or UTC


def any_q(parts: list[Q]) -> Q:
    """What fits at least one; nothing for none."""
    found = NOTHING if not parts else parts[0]
    for part in parts[1:]:
        found |= part
    return found
