"""How allauth is fitted to persons: only people the desk knows sign in, and nobody signs up."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from opora.people import magic_link
from opora.people.actions.set_password import set_password
from opora.people.actor import Actor
from opora.people.models import Person
from opora.people.queries import by_email

LOGIN_CODE = "account/email/login_code"
# The page one lands on says the same.
UNSAID = {
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "account/messages/login_code_sent.txt",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: staff are invited, customers come by mail, form or signed link."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/" if isinstance(request.user, Person) and request.user.is_staff else "/requests/"

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        return None

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **more: Any
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *rest, **more)

    def set_password(self, user: Person, password: str) -> None:
        """Through the verb, so that the log knows; allauth's forms have judged the password already."""
        user.password = set_password(
            actor=Actor.of(user), person=user, password=password, check=False
        ).password

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The mail with a sign-in code carries a link besides, for those who read mail on another device."""
        person = by_email(email) if template_prefix == LOGIN_CODE else None
        if person is not None:
            context = {**context, "link": settings.ENV.url + magic_link.path_for(person)}
        super().send_mail(template_prefix, email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the desk's own address, whatever host the request claims to be for: the link opens an account."""
        made = urlsplit(super().get_reset_password_from_key_url(key))
        return f"{settings.ENV.url}{urlunsplit(('', '', made.path, made.query, ''))}"


def display(person: Person) -> str:
    """What allauth's pages call somebody."""
    return person.called
