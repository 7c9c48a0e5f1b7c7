"""Letters the portal sends by itself."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from opora.people.models import Person
from opora.portal import visitor


def send_link(request: HttpRequest, person: Person, address: str) -> None:
    """Mails somebody the link to their requests, in their language, to the address they wrote."""
    with translation.override(person.language or translation.get_language()):
        # Never the address the request claims to be for: a stranger could have the link lead to their own machine.
        link = settings.ENV.url + visitor.link_for(person)
        text = render_to_string("portal/letters/link.txt", {"person": person, "link": link}, request)
        EmailMessage(_("Your requests"), text.strip() + "\n", to=[address]).send()
