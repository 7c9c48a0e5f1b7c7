"""No more notices: one press of a mail program's own button (RFC 8058), or a page that asks first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from opora.conf.database import durably
from opora.people.actions import change_notices
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed
from opora.tickets.models import Ticket


@csrf_exempt  # mail providers send it, without a cookie; the key in the address is what only the reader has
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, ticket: Ticket, person: Person, key: str) -> HttpResponse:
    """Opening it changes nothing. `List-Unsubscribe=One-Click` switches notices off and is answered without a page."""
    if person.is_staff:
        raise NotAllowed.for_role()
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        with durably():
            change_notices(
                actor=Actor.of(person),
                person=person,
                wanted=not one_click and request.POST.get("wanted") == "yes",
            )
        if one_click:
            return HttpResponse(status=204)
        return redirect("portal:notices", ticket.pk, key)
    context = {"ticket": ticket, "person": person, "key": key, "from_here": f"{ticket.pk}/{key}"}
    return render(request, "portal/requests/notices.html", context)
