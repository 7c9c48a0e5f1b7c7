"""The addresses that a mail gives its reader: they carry the reader's own key to the ticket and need no sign-in."""

from django.conf import settings

from opora.mail.models import OutgoingMail
from opora.tickets.public import key_for


def to_ticket(mail: OutgoingMail) -> str:
    """The ticket on the portal; empty when there is no reader or no ticket."""
    if mail.ticket is None or mail.person is None or mail.person.is_staff:
        return ""
    return f"{settings.ENV.url}/requests/{mail.ticket.pk}/{key_for(mail.ticket, mail.person)}/"


def to_rating(mail: OutgoingMail, verdict: str) -> str:
    """Where the reader rates the work, with that verdict chosen already. Opening it records nothing."""
    place = to_ticket(mail)
    return f"{place}rating/?verdict={verdict}" if place else ""


def to_notices(mail: OutgoingMail) -> str:
    """Where the reader switches notices off, with one press (RFC 8058) or on a page."""
    place = to_ticket(mail)
    return f"{place}notices/" if place else ""
