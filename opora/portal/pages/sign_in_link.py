"""The link in the sign-in mail."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from opora.people.public import magic_link


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A button that signs in, once; a second step (TOTP, passkey) is still asked of those who have one."""
    if request.method != "POST":
        person = magic_link.person_of(token)
        return render(request, "account/link.html", {"person": person}, status=200 if person else 410)
    person = magic_link.use(token)
    if person is None:
        return render(request, "account/link.html", {"person": None}, status=410)
    response: HttpResponse = perform_login(request, person, email=person.email)
    return response
