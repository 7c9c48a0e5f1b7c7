"""Addresses of the workspace's pages that hold numbers only: a page of a long conversation has a hundred of them."""

import uuid
from functools import cache

from django.urls import reverse

# Stand for the numbers and the id of an act while Django makes the address.
_NUMBER, _ACT = 100_000_000_000_000, uuid.UUID(int=2**127)


def address(name: str, *parts: int | uuid.UUID) -> str:
    """The same as `reverse(f"workspace:{name}", args=parts)`, which looks through all routes each time."""
    return _form(name, tuple(isinstance(part, uuid.UUID) for part in parts)).format(*parts)


@cache
def _form(name: str, are_acts: tuple[bool, ...]) -> str:
    stand_ins = [_ACT if is_act else _NUMBER + place for place, is_act in enumerate(are_acts)]
    form = reverse(f"workspace:{name}", args=stand_ins)
    for place, one in enumerate(stand_ins):
        form = form.replace(str(one), f"{{{place}}}")
    return form
