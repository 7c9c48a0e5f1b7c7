"""What every template knows of the desk: its name and its brand."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from opora.desk.queries import default_brand
from opora.desk.settings import DESK_NAME


def face(request: HttpRequest) -> dict[str, object]:
    """`brand` (asked for only by pages that show it) and `desk_name`, for templates."""
    return {"brand": SimpleLazyObject(default_brand), "desk_name": SimpleLazyObject(_desk_name)}


def _desk_name() -> str:
    brand = default_brand() if not DESK_NAME.get() else None
    return DESK_NAME.get() or (brand.called if brand else "Opora")
