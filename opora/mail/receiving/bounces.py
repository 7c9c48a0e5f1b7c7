"""Delivery reports: which of our mails did not arrive, and what becomes of it.

Anybody can write a report. One counts when it brings something that only our own mail carried: the token in the
envelope's sender, which names the very copy, or our signed Message-ID. Any other is a remark and changes nothing.
"""

from datetime import timedelta

from opora.events.public import clock, record
from opora.mail import tokens
from opora.mail.models import OutgoingMail, OutgoingState
from opora.mail.parsing.mail import ParsedBounce
from opora.mail.receiving.letter import Letter, whole
from opora.mail.sending.servers.status import reason_of
from opora.mail.undelivered.kinds import Bounced, BounceDoubted
from opora.people.public import Actor
from opora.tickets.models import Ticket

RECENT = timedelta(days=5)
ARRIVED = {"delivered", "relayed", "expanded"}
RELATED = ("message__ticket", "ticket")
UNSAID = ParsedBounce(recipient="", kind="unknown", status=None, diagnostic="")
# Where a report's status only says “policy” or nothing, what is known of our own server does not help: these do.
GENERAL = {"put_off", "their_trouble"}


def take(letter: Letter) -> tuple[bool, Ticket | None]:
    """Marks the mails that the report is about; whether there were any of ours, and the ticket of the first."""
    proven = _proven(letter)
    for mail, bounce in proven:
        _mark(letter, mail, bounce)
    doubtful = [] if proven else [mail for bounce in letter.parsed.bounces for mail in _recent(bounce)]
    for mail in doubtful:
        _remark(letter, mail)
    found = [*(mail for mail, _bounce in proven), *doubtful]
    return bool(found), next((_ticket(mail) for mail in found), None)


def _proven(letter: Letter) -> list[tuple[OutgoingMail, ParsedBounce]]:
    bounces = letter.parsed.bounces
    copy = _by_envelope(letter)
    if copy is not None:
        said = next((one for one in bounces if one.recipient.lower() == copy.address), None)
        return [(copy, said or (bounces[0] if bounces else UNSAID))]
    mails = _by_ids(letter)
    found = [(mail, bounce) for bounce in bounces for mail in _about(mails, bounce)]
    return found or ([] if bounces else [(mail, UNSAID) for mail in mails[:1]])


def _by_envelope(letter: Letter) -> OutgoingMail | None:
    """The copy whose own envelope address the report was sent to."""
    for address in (
        letter.row.envelope_to,
        *letter.parsed.delivered_to,
        *(one.email for one in letter.parsed.to),
    ):
        key = tokens.read_bounce_address(address)
        if key is not None:
            return OutgoingMail.objects.select_related(*RELATED).filter(pk=key).first()
    return None


def _about(mails: list[OutgoingMail], bounce: ParsedBounce) -> list[OutgoingMail]:
    """The mail to the report's recipient; one whose reader forwards elsewhere is known by its Message-ID alone."""
    address = bounce.recipient.lower()
    return [mail for mail in mails if mail.address == address] or (mails if len(mails) == 1 else [])


def _by_ids(letter: Letter) -> list[OutgoingMail]:
    ids = [name for name in letter.parsed.original_message_ids if tokens.read_message_id(name) is not None]
    named = [letter.parsed.in_reply_to, *letter.parsed.references]
    ids += [name for name in named if tokens.read_message_id(name) is not None]
    if not ids:
        return []
    rows = OutgoingMail.objects.select_related(*RELATED).filter(mail_id__in=set(ids))
    return list(rows.order_by("id"))


def _recent(bounce: ParsedBounce) -> list[OutgoingMail]:
    """What left lately for the address that the report names: all that an unproven one has to go by."""
    address = bounce.recipient.lower()
    if not address or bounce.action in ARRIVED:
        return []
    recent = OutgoingMail.objects.select_related(*RELATED).filter(
        address=address, state=OutgoingState.SENT, sent_at__gt=clock.now() - RECENT
    )
    return list(recent.order_by("-id")[:1])


def _ticket(mail: OutgoingMail) -> Ticket | None:
    return mail.message.ticket if mail.message else mail.ticket


def _mark(letter: Letter, mail: OutgoingMail, bounce: ParsedBounce) -> None:
    """The reader “undelivered” follows with what this means for ticket and address."""
    diagnostic = whole(bounce.diagnostic)[:2000]
    if bounce.action in ARRIVED:
        return
    if bounce.action == "delayed":
        waiting = OutgoingMail.objects.filter(pk=mail.pk, state=OutgoingState.SENT)
        waiting.update(failure=diagnostic, reason="delayed_there")
        return
    is_hard = bounce.kind == "hard" or (bounce.status or "").startswith("5")
    marked = OutgoingMail.objects.filter(pk=mail.pk).exclude(state=OutgoingState.BOUNCED)
    reason = why(bounce, is_hard)
    changed = marked.update(
        state=OutgoingState.BOUNCED, reason=reason, failure=diagnostic, next_attempt_at=None
    )
    ticket = _ticket(mail)
    if changed and ticket is not None:
        sort = "hard" if is_hard else bounce.kind
        happening = Bounced(mail.pk, letter.row.pk, mail.person_id, sort, bounce.status or "", reason)
        record(happening, actor=Actor.system(), ticket=ticket.pk, because=letter.because)


def why(bounce: ParsedBounce, is_hard: bool) -> str:
    """Why it did not arrive, as a code of `opora.mail.reasons`: by the status (RFC 3463), then by the words."""
    otherwise = "bounced_hard" if is_hard else "bounced_soft"
    words = f"{bounce.status or ''} {whole(bounce.diagnostic)}".strip()
    reason = reason_of(550 if is_hard else 450, words, otherwise)
    return otherwise if reason in GENERAL else reason


def _remark(letter: Letter, mail: OutgoingMail) -> None:
    """Somebody says that it did not arrive; nothing is done about it but to say so."""
    sent = OutgoingMail.objects.filter(pk=mail.pk, state=OutgoingState.SENT, reason="")
    ticket = _ticket(mail)
    if sent.update(reason="bounce_doubted") and ticket is not None:
        happening = BounceDoubted(mail.pk, letter.row.pk, mail.person_id)
        record(happening, actor=Actor.system(), ticket=ticket.pk, because=letter.because)
