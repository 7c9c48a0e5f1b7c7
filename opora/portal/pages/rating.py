"""How did it go? The page behind the links of the question's mail.

Opening it records nothing: scanners open every link of a mail. What the link said is chosen; one press sends it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opora.conf.database import durably
from opora.feedback.actions import rate
from opora.feedback.public import rating_by
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.portal.forms.rating import RatingForm
from opora.tickets.models import Ticket


@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, ticket: Ticket, person: Person, key: str) -> HttpResponse:
    """The choice and a few words; after sending it says thank you, and can be changed for some days."""
    if person.is_staff:
        raise NotAllowed.for_role()
    given = rating_by(person, ticket)
    if request.method != "POST":
        first = {"verdict": given.verdict, "comment": given.comment} if given else {}
        if request.GET.get("verdict") in RatingForm.VALUES:
            first["verdict"] = request.GET["verdict"]
        form = RatingForm(initial=first)
        return _shown(request, ticket, key, form, is_given=given is not None)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _shown(request, ticket, key, form, is_given=given is not None, status=422)
    try:
        with durably():
            rate(actor=Actor.of(person), ticket=ticket, **form.cleaned_data)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return _shown(request, ticket, key, form, is_given=given is not None, status=refusal.status)
    response = redirect("portal:rating", ticket.pk, key)
    response["Location"] += "?thanks=yes"
    return response


def _shown(
    request: HttpRequest, ticket: Ticket, key: str, form: RatingForm, *, is_given: bool, status: int = 200
) -> HttpResponse:
    context = {
        "ticket": ticket,
        "key": key,
        "form": form,
        "is_given": is_given,
        "thanks": is_given and "thanks" in request.GET,
        "from_here": f"{ticket.pk}/{key}",
    }
    return render(request, "portal/requests/rating.html", context, status=status)
