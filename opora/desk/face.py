"""What every template knows of the desk: its name and its brand."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from opora.desk.queries import default_brand
from opora.desk.settings import DESK_NAME
from opora.events.public import remember


def face(request: HttpRequest) -> dict[str, object]:
    """`brand` (asked for only by pages that show it) and `desk_name`, for templates."""
    return {"brand": SimpleLazyObject(default_brand), "desk_name": SimpleLazyObject(_desk_name)}


def _desk_name() -> str:
    return DESK_NAME.get() or remember(("name of the brand", get_language()), _name_of_brand)


def _name_of_brand() -> str:
    brand = default_brand()
    return brand.called if brand else "Opora"
