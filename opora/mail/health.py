"""What is wrong in the mail room, in words that say what to do."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.desk.public import Finding
from opora.events.public import clock
from opora.mail.doors.imap import MOST_ATTEMPTS
from opora.mail.models import (
    FetchedMail,
    IncomingMail,
    IncomingState,
    MailboxState,
    OutgoingMail,
    OutgoingState,
)
from opora.mail.reasons import in_words

LATE = timedelta(minutes=10)


def findings() -> list[Finding]:
    """Everything that is wrong now, in the active language; empty when all is well."""
    return [*_mailboxes(), *_not_given(), *_incoming(), *_outgoing()]


def _mailboxes() -> list[Finding]:
    found = []
    for state in MailboxState.objects.select_related("mailbox").filter(mailbox__is_active=True):
        words = {"mailbox": state.mailbox.address}
        if state.in_failure:
            words["reason"] = in_words(state.in_failure)
            text = _("Mail from %(mailbox)s can't be fetched: %(reason)s.") % words
            found.append(Finding("mail_not_fetched", True, text, state.in_words))
        if state.out_failure:
            words["reason"] = in_words(state.out_failure)
            text = _("Answers from %(mailbox)s can't be sent: %(reason)s.") % words
            found.append(Finding("mail_not_sent", True, text, state.out_words))
    return found


def _not_given() -> list[Finding]:
    """Mails that lie on their server, which would not give them however often it was asked."""
    left = FetchedMail.objects.filter(is_taken=False, attempts__gte=MOST_ATTEMPTS, mailbox__is_active=True)
    found: dict[str, list[str]] = {}
    for address, uid in left.values_list("mailbox__address", "uid")[:100]:
        found.setdefault(address, []).append(uid)
    return [
        Finding(
            "mail_not_given",
            False,
            _("Mail from %(mailbox)s can't be fetched: %(reason)s.")
            % {"mailbox": address, "reason": in_words("server_error")},
            f"UID {', '.join(uids)}",
        )
        for address, uids in found.items()
    ]


def _incoming() -> list[Finding]:
    waiting = IncomingMail.objects.filter(
        state=IncomingState.KEPT, received_at__lt=clock.now() - LATE
    ).count()
    failed = IncomingMail.objects.filter(state=IncomingState.FAILED).count()
    found = []
    if waiting:
        text = ngettext(
            "%(count)d mail has waited for more than ten minutes to be read. Is the worker running?",
            "%(count)d mails have waited for more than ten minutes to be read. Is the worker running?",
            waiting,
        )
        found.append(Finding("mail_waits", True, text % {"count": waiting}))
    if failed:
        text = ngettext(
            "%(count)d mail could not be taken in. It is kept; look at it under Mail.",
            "%(count)d mails could not be taken in. They are kept; look at them under Mail.",
            failed,
        )
        found.append(Finding("mail_failed", False, text % {"count": failed}))
    return found


def _outgoing() -> list[Finding]:
    late = OutgoingMail.objects.filter(state=OutgoingState.QUEUED, created_at__lt=clock.now() - LATE).count()
    if not late:
        return []
    text = ngettext(
        "%(count)d answer has waited for more than ten minutes to be sent.",
        "%(count)d answers have waited for more than ten minutes to be sent.",
        late,
    )
    return [Finding("mail_queue", False, text % {"count": late})]
