"""Names for the ids that events hold: rooms say how to look theirs up, pages ask once for all they show."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext

Reference = tuple[str, int]
Lookup = Callable[[set[int]], Mapping[int, str]]

_LOOKUPS: dict[str, Lookup] = {}


def announce(sort: str, lookup: Lookup) -> None:
    """Says how ids of a sort ("person", "department") become names. Called from a room's apps.py."""
    _LOOKUPS[sort] = lookup


class Names:
    """The names that some events need, looked up with one query for each sort."""

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        wanted: defaultdict[str, set[int]] = defaultdict(set)
        for sort, key in references:
            wanted[sort].add(key)
        self._found = {
            sort: dict(_LOOKUPS[sort](keys)) if sort in _LOOKUPS else {} for sort, keys in wanted.items()
        }

    def of(self, sort: str, key: int | None, nobody: str = "") -> str:
        """The name, or a word for what is gone; `nobody` when there is no id at all."""
        if key is None:
            return nobody or gettext("nobody")
        if sort not in self._found or key not in self._found[sort]:
            self._found.setdefault(sort, {}).update(_LOOKUPS[sort]({key}) if sort in _LOOKUPS else {})
        return self._found[sort].get(key) or gettext("somebody who is not here any more")
