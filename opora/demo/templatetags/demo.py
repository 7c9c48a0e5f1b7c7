"""What templates of the demo need besides their context."""

from collections.abc import Mapping
from typing import Any

from django import template

from opora.demo.company import PASSWORD, SIGN_INS
from opora.demo.library import colleagues
from opora.people.public import Role

register = template.Library()


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """The value under the key, or nothing."""
    return values.get(key)


@register.simple_tag
def sign_ins() -> dict[str, Any]:
    """Who may sign in to the workspace of the demo, and the password of them all."""
    people = [
        {"name": one.name, "address": one.address, "word": str(Role(one.role).label)}
        for one in colleagues()
        if one.key in SIGN_INS
    ]
    return {"people": people, "password": PASSWORD}
