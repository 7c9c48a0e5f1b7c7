"""Whole numbers: 4711, 4711..4720, 4711.."""

import re

from django.utils.translation import gettext_lazy as _

from opora.search.language.kinds.kind import BadValue, Item
from opora.search.language.values import Numbers, Value

MOST = 2**63 - 1
_RANGE = re.compile(r"[#№]?(\d*)(\.\.)?[#№]?(\d*)", re.ASCII)


class WholeNumbers:
    """Numbers and ranges of numbers, up to what a database can count to."""

    def read(self, item: Item) -> Value:
        """One number or a range, in its order. Raises BadValue."""
        found = _RANGE.fullmatch(item.text.strip().replace("…", ".."))
        if not found or not (found[1] or found[3]):
            raise BadValue("bad_number", _("Write a number, such as 4711, or a range, such as 4711..4720."))
        least, most = _number(found[1]), _number(found[3])
        if found[2] is None:
            return Numbers(least, least)
        if least is not None and most is not None and least > most:
            least, most = most, least
        return Numbers(least, most)


def _number(digits: str) -> int | None:
    return min(int(digits[:20]), MOST) if digits else None
