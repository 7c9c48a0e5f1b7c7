"""The verb: send oneself a mail as a template would make it."""

import email.utils
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Brand, Mailbox
from opora.events.public import clock
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.sending.waking import wake
from opora.mail.wording.previewing import preview
from opora.people.public import Actor, Refusal
from opora.tickets.models import Ticket


@transaction.atomic
def send_trial(
    *,
    actor: Actor,
    purpose: str,
    language: str,
    brand: Brand | None = None,
    subject: str = "",
    html: str,
    ticket: Ticket | None = None,
) -> OutgoingMail:
    """Sends the acting administrator a mail with these words, about a ticket or an invented one. Nothing is recorded.

    Refuses words that could not be saved, and whoever has no mail address.
    """
    actor.require_administrator()
    if actor.person is None or not actor.person.email:
        raise Refusal("no_address", _("You have no mail address that it could go to."))
    made = preview(purpose, language, subject, html, brand=brand, ticket=ticket)
    mailbox = Mailbox.objects.filter(is_active=True).order_by("id").first()
    if mailbox is None:
        raise Refusal("no_mailbox", _("The desk has no mailbox to send from yet."))
    row = OutgoingMail(
        once=uuid.uuid4().hex,
        purpose=Purpose.LETTER,
        mailbox=mailbox,
        address=actor.person.email,
        to=[[actor.person.name, actor.person.email]],
        mail_id=email.utils.make_msgid(domain=mailbox.address.rpartition("@")[2]).strip("<>"),
        language=language,
        details={"subject": made.subject, "text": made.text, "html": made.html},
        created_at=clock.now(),
        next_attempt_at=clock.now(),
    )
    row.save(force_insert=True)
    transaction.on_commit(wake)
    return row
