"""The desk's own time zone, for everybody who has none of their own."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from opora.desk.settings import DESK_TIME_ZONE


class DeskTime:
    """Middleware: times are shown in the desk's zone; a person's own zone comes after it and wins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(zone()):
            return self.get_response(request)


def zone() -> zoneinfo.ZoneInfo | None:
    """The zone, or None (UTC) when the setting names none that exists."""
    try:
        return zoneinfo.ZoneInfo(DESK_TIME_ZONE.get())
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
