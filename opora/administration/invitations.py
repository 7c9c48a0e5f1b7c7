"""Inviting people to work at the desk: the letter with the link."""

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from opora.people.models import Person
from opora.people.public import invitation_for


def invite(request: HttpRequest, person: Person) -> str:
    """Mails the invitation in the person's language and returns its link, to be shown too: mail may not work yet."""
    link = request.build_absolute_uri(invitation_for(person))
    with translation.override(person.language or translation.get_language()):
        text = render_to_string(
            "administration/letters/invitation.txt", {"person": person, "link": link}, request
        )
        EmailMessage(_("Your invitation to the desk"), text.strip() + "\n", to=[person.email or ""]).send()
    return link
