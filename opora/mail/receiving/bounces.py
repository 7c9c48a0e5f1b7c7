"""Delivery reports: which of our mails did not arrive, and what becomes of it."""

from datetime import timedelta

from opora.events.public import clock, record
from opora.mail import tokens
from opora.mail.kinds import Bounced
from opora.mail.models import OutgoingMail, OutgoingState
from opora.mail.parsing.mail import ParsedBounce
from opora.mail.receiving.letter import Letter, whole
from opora.people.public import Actor
from opora.tickets.models import Ticket

RECENT = timedelta(days=5)
ARRIVED = {"delivered", "relayed", "expanded"}


def take(letter: Letter) -> tuple[bool, Ticket | None]:
    """Marks the mails that the report is about; whether there were any of ours, and the ticket of the first."""
    found = [(mail, bounce) for bounce in letter.parsed.bounces for mail in _about(letter, bounce)]
    if not found and not letter.parsed.bounces:
        found = [(mail, UNSAID) for mail in _by_ids(letter)[:1]]
    for mail, bounce in found:
        _mark(letter, mail, bounce)
    ticket = next((mail.message.ticket if mail.message else mail.ticket for mail, _ in found), None)
    return bool(found), ticket


UNSAID = ParsedBounce(recipient="", kind="unknown", status=None, diagnostic="")


def _about(letter: Letter, bounce: ParsedBounce) -> list[OutgoingMail]:
    """The mail to the report's recipient; one whose reader forwards elsewhere is known by its Message-ID alone."""
    mails, address = _by_ids(letter), bounce.recipient.lower()
    if mails:
        return [mail for mail in mails if mail.address == address] or (mails if len(mails) == 1 else [])
    if not address:
        return []
    recent = OutgoingMail.objects.select_related("message__ticket", "ticket").filter(
        address=address, state=OutgoingState.SENT, sent_at__gt=clock.now() - RECENT
    )
    return list(recent.order_by("-id")[:1])


def _by_ids(letter: Letter) -> list[OutgoingMail]:
    ids = [name for name in letter.parsed.original_message_ids if tokens.read_message_id(name) is not None]
    named = [letter.parsed.in_reply_to, *letter.parsed.references]
    ids += [name for name in named if tokens.read_message_id(name) is not None]
    if not ids:
        return []
    rows = OutgoingMail.objects.select_related("message__ticket", "ticket").filter(mail_id__in=set(ids))
    return list(rows.order_by("id"))


def _mark(letter: Letter, mail: OutgoingMail, bounce: ParsedBounce) -> None:
    diagnostic = whole(bounce.diagnostic)[:2000]
    if bounce.action in ARRIVED:
        return
    if bounce.action == "delayed":
        OutgoingMail.objects.filter(pk=mail.pk).update(failure=diagnostic)
        return
    is_hard = bounce.kind == "hard" or (bounce.status or "").startswith("5")
    reason = "bounced_hard" if is_hard else "bounced_soft"
    marked = OutgoingMail.objects.filter(pk=mail.pk).exclude(state=OutgoingState.BOUNCED)
    changed = marked.update(
        state=OutgoingState.BOUNCED, reason=reason, failure=diagnostic, next_attempt_at=None
    )
    ticket = mail.message.ticket_id if mail.message else mail.ticket_id
    if changed and ticket:
        happening = Bounced(mail.pk, letter.row.pk, mail.person_id, bounce.kind, bounce.status or "")
        record(happening, actor=Actor.system(), ticket=ticket, because=letter.because)
