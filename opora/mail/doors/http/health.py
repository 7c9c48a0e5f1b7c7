"""Mail services whose requests are not believed, in words that say what to do."""

from datetime import timedelta

from django.utils.translation import gettext as _

from opora.desk.models import Incoming
from opora.desk.public import Finding
from opora.events.public import clock
from opora.mail.models import MailboxKey
from opora.mail.reasons import in_words

LATELY = timedelta(days=1)


def findings() -> list[Finding]:
    """One yellow card for each mailbox whose service was refused within a day and has brought no mail since."""
    rows = MailboxKey.objects.select_related("mailbox").filter(
        refused_at__gt=clock.now() - LATELY, mailbox__is_active=True, mailbox__incoming=Incoming.HTTP
    )
    return [
        Finding(
            "mail_service_refused",
            False,
            _("A mail service could not hand its mail to %(mailbox)s: %(reason)s.")
            % {"mailbox": row.mailbox.address, "reason": in_words(row.refused)},
            key=str(row.pk),
            advice=_("Compare the address and the secret at the service with the mailbox's page."),
            place="administration:mail_service",
            place_key=row.pk,
        )
        for row in rows
    ]
