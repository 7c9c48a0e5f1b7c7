"""The standard views, with how much is in them."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import Field

from opora.api.protocol.door import staff_of
from opora.api.protocol.values import Shown
from opora.tickets.public import COUNT_LIMIT, VIEWS, bounded_count, view

router = Router(tags=["Views"])
LABELS = {
    "mine": _("Mine"),
    "unassigned": _("Unassigned"),
    "open": _("All open"),
    "pending": _("Wait for the customer"),
    "solved": _("Solved"),
    "undelivered": _("Not delivered"),
    "all": _("All"),
    "not_request": _("Not a request"),
}


class ViewShown(Shown):
    """A view: list its tickets with /api/v1/tickets?view=NAME."""

    name: str
    label: str
    count: int = Field(description=f"How many tickets, counted to {COUNT_LIMIT} at most.")
    has_more: bool = Field(description="Whether there are more than that.")


class Views(Shown):
    """All views."""

    items: list[ViewShown]


@router.get("/views", response=Views)
def list_views(request: HttpRequest) -> Views:
    """Lists the standard views.

    With bounded counts of what is in them for the one who asks. Staff only.
    """
    person = staff_of(request)
    counts = {name: bounded_count(view(person, name)) for name in VIEWS}
    return Views(
        items=[
            ViewShown(
                name=name,
                label=str(LABELS[name]),
                count=min(count, COUNT_LIMIT),
                has_more=count > COUNT_LIMIT,
            )
            for name, count in counts.items()
        ]
    )
