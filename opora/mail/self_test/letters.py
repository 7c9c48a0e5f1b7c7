"""The test letter: sent to the mailbox itself by its own way out, it has to come back by its way in."""

from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from opora.desk.models import Mailbox
from opora.desk.public import settings as desk_settings
from opora.events.public import clock
from opora.mail import tokens
from opora.mail.models import OutgoingMail, OutgoingState, Purpose, SelfTest
from opora.mail.receiving.letter import Letter
from opora.mail.self_test.result import Result, bad, good, unknown
from opora.mail.sending.queueing import host_of
from opora.mail.sending.waking import wake

# How long it may be on its way before it is missed.
WAIT = timedelta(minutes=15)
SORT = "p"
MOST = 1_000_000


@transaction.atomic
def send(test: SelfTest, mailbox: Mailbox) -> None:
    """Queues a letter to the mailbox; the answer to it is awaited from now on."""
    test.letter = test.letter % (MOST - 1) + 1
    test.letter_at, test.returned_at = clock.now(), None
    test.save(update_fields=["letter", "letter_at", "returned_at"])
    number = mailbox.pk * MOST + test.letter
    with translation.override(desk_settings.DESK_LANGUAGE.get()):
        details = {
            "subject": _("Opora tries whether mail arrives"),
            "text": _("This letter was sent by the help desk to itself. Nothing has to be done about it.")
            + "\n",
        }
    row = OutgoingMail(
        once=f"self-test:{mailbox.pk}:{test.letter}",
        purpose=Purpose.TRIAL,
        mailbox=mailbox,
        address=mailbox.address,
        to=[["", mailbox.address]],
        mail_id=tokens.message_id(0, SORT, number, host_of(mailbox)),
        details=details,
        language=desk_settings.DESK_LANGUAGE.get(),
        created_at=clock.now(),
        next_attempt_at=clock.now(),
    )
    OutgoingMail.objects.filter(once=row.once).delete()
    OutgoingMail.objects.bulk_create([row])
    transaction.on_commit(wake)


def recognise(letter: Letter) -> bool:
    """Whether an incoming mail is such a letter; that it came back is noted, and what was found out about it."""
    named = tokens.read_message_id(letter.parsed.message_id)
    if named is None or named[0] != 0 or named[1] != SORT:
        return False
    mailbox, number = divmod(named[2], MOST)
    signed_by = [
        str(one.get("domain", ""))
        for one in letter.proof.details
        if one.get("what") == "dkim" and one.get("verdict") == "pass"
    ]
    proof = letter.proof
    is_signed = any(name == "dkim-signature" for name, _value in letter.parsed.headers)
    seen = {
        "spf": proof.spf,
        "dkim": proof.dkim,
        "dmarc": proof.dmarc,
        "by": proof.by,
        "signed_by": signed_by,
        "is_unclear": is_signed and not proof.source,
    }
    test = SelfTest.objects.filter(mailbox=mailbox, letter=number, returned_at=None)
    test.update(returned_at=clock.now(), seen=seen, due_at=clock.now())
    return True


def is_awaited(test: SelfTest) -> bool:
    """Whether a letter is on its way and not overdue."""
    return test.returned_at is None and test.letter_at is not None and clock.now() < test.letter_at + WAIT


def outcome(test: SelfTest, mailbox: Mailbox) -> Result:
    """How the last letter fared."""
    if test.letter_at is None:
        return unknown("round_trip", "not_sent_yet")
    if test.returned_at is not None:
        return good(
            "round_trip", "returned", seconds=int((test.returned_at - test.letter_at).total_seconds())
        )
    row = OutgoingMail.objects.filter(once=f"self-test:{mailbox.pk}:{test.letter}").first()
    if row is not None and row.state != OutgoingState.SENT and row.reason:
        return bad("round_trip", "not_sent", reason=row.reason, words=row.failure)
    if is_awaited(test):
        return unknown("round_trip", "on_its_way")
    if row is None or row.state != OutgoingState.SENT:
        return bad("round_trip", "still_here")
    return bad("round_trip", "not_back", minutes=int(WAIT.total_seconds() // 60))
