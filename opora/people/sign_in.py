"""How allauth is fitted to persons: only people the desk knows sign in, and nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from opora.people.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: staff are invited, customers come by mail, form or signed link."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/" if isinstance(request.user, Person) and request.user.is_staff else "/requests/"

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        return None


def display(person: Person) -> str:
    """What allauth's pages call somebody."""
    return person.called
