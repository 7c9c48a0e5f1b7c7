"""Changing the language of the pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from opora.people.actions import change_person
from opora.people.models import Person
from opora.people.public import Actor


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language in this browser, and for a signed-in person with them."""
    chosen = request.POST.get("language", "")
    if isinstance(request.user, Person) and chosen in dict(settings.LANGUAGES):
        change_person(actor=Actor.of(request.user), person=request.user, language=chosen)
    response: HttpResponse = set_language(request)
    return response
