"""The verb: tell a customer that their request is here, where nobody did by itself."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, record
from opora.mail.models import OutgoingMail
from opora.mail.sending.notifying import confirmation
from opora.mail.sending.permitting import may_answer_automatically
from opora.mail.sending.queueing import mailbox_of
from opora.mail.sending.waking import wake
from opora.mail.wording.kinds import Confirmed
from opora.people.public import Actor, Refusal
from opora.tickets.models import AuthorRole, MessageKind, Ticket
from opora.tickets.public import obtain


@transaction.atomic
def confirm(*, actor: Actor, ticket: Ticket, because: Cause | None = None) -> None:
    """Sends the confirmation of a request that an agent wrote down, with its number and what was written down.

    Needs the right to reply. Once for each request: again changes nothing. Refuses when nothing of the customer's is
    there to confirm, and for addresses that no automatic mail may go to.
    """
    ticket = obtain(actor, ticket.pk, "reply")
    actor.require_staff()
    row = (
        Ticket.objects.select_for_update()
        .select_related("requester", "department", "brand")
        .get(pk=ticket.pk)
    )
    if OutgoingMail.objects.filter(ticket=row, purpose="confirmation").exists():
        return
    said = (
        row.messages.filter(kind=MessageKind.PUBLIC, author_role=AuthorRole.CUSTOMER)
        .order_by("at", "id")
        .first()
    )
    if said is None:
        raise Refusal("nothing_said", _("The customer has not said anything yet that could be confirmed."))
    address = row.requester.email or ""
    if not may_answer_automatically(row.requester, address):
        raise Refusal(
            "not_permitted", _("No automatic mail may go to this customer. Write to them yourself.")
        )
    confirmation(row, said.pk, mailbox_of(row), address).save(force_insert=True)
    record(Confirmed(row.requester_id), actor=actor, ticket=row.pk, because=because)
    transaction.on_commit(wake)
