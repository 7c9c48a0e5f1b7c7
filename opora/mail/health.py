"""What is wrong in the mail room, in words that say what to do."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.desk.models import Incoming, Mailbox
from opora.desk.public import Finding
from opora.events.public import clock
from opora.mail.doors.visits.visit import MOST_ATTEMPTS
from opora.mail.models import (
    FetchedMail,
    IncomingMail,
    IncomingState,
    MailboxState,
    OutgoingMail,
    OutgoingState,
    ServerState,
)
from opora.mail.oauth.health import SIGNING_IN
from opora.mail.reasons import in_words

# A mail waits to be read, or is due and not carried: something stands still.
STANDS = timedelta(minutes=5)
LATE = timedelta(minutes=10)
# IDLE comes back every four minutes, polling every half: after so long without a look fetching hangs.
UNCHECKED = timedelta(minutes=10)
# A mailbox without new mail: never worth a word before; with little history only after much longer.
QUIET, QUIET_UNSURE = timedelta(hours=6), timedelta(hours=72)
HISTORY, WEEK = timedelta(days=28), timedelta(days=8)
FEWEST, MOST = 20, 5000
MAILBOX = "administration:mailbox"
SERVER = "administration:outgoing_server"


def findings() -> list[Finding]:
    """Everything that is wrong now, in the active language; empty when all is well."""
    return [*mailboxes(), *incoming(), *outgoing()]


def mailboxes() -> list[Finding]:
    """What hinders fetching, and mailboxes that have become suspiciously quiet."""
    found: list[Finding] = []
    states = {state.pk: state for state in MailboxState.objects.all()}
    for mailbox in Mailbox.objects.filter(is_active=True):
        state = states.get(mailbox.pk)
        if state is not None and state.in_failure:
            if state.in_failure not in SIGNING_IN:  # which has a check of its own
                found.append(_not_fetched(mailbox, state))
        elif _is_unchecked(mailbox, state):
            found.append(_not_checked(mailbox, state))
        else:
            found += _quiet(mailbox)
        if state is not None and state.after_failure:
            found.append(_not_put_away(mailbox, state))
    return [*found, *_not_given()]


def _not_fetched(mailbox: Mailbox, state: MailboxState) -> Finding:
    words = {"mailbox": mailbox.address, "reason": in_words(state.in_failure)}
    return Finding(
        "mail_not_fetched",
        True,
        _("Mail from %(mailbox)s can't be fetched: %(reason)s.") % words,
        state.in_words,
        key=str(mailbox.pk),
        advice=_fetch_advice(state.in_failure),
        place=MAILBOX,
        place_key=mailbox.pk,
    )


def _fetch_advice(reason: str) -> str:
    advice = {
        "login_refused": _("Write login and password anew in the mailbox's settings and try the connection."),
        "folder_missing": _("Choose a folder that is there, or make it on the server."),
        "not_kept": _("Make room on the disk of the data folder; the mail stays on its server until then."),
    }
    otherwise = _(
        "It is tried again by itself. “Try the connection” in the mailbox's settings says where it ends."
    )
    return advice.get(reason, otherwise)


def _is_unchecked(mailbox: Mailbox, state: MailboxState | None) -> bool:
    if mailbox.incoming in {Incoming.DOOR, Incoming.HTTP}:
        return False
    last = state.checked_at if state is not None and state.checked_at else mailbox.created_at
    return last < clock.now() - UNCHECKED


def _not_checked(mailbox: Mailbox, state: MailboxState | None) -> Finding:
    last = state.checked_at if state else None
    return Finding(
        "mail_not_checked",
        True,
        _("Nobody has looked into %(mailbox)s for more than ten minutes: fetching hangs.")
        % {"mailbox": mailbox.address},
        last.isoformat(timespec="minutes") if last else "",
        key=str(mailbox.pk),
        advice=_("Is the worker running? If it is, start it again; its log says what it waits for."),
        place=MAILBOX,
        place_key=mailbox.pk,
    )


def _quiet(mailbox: Mailbox) -> Iterator[Finding]:
    """Compared with the mailbox's own past; that is read only after hours of silence, so a busy desk pays nothing."""
    mails = IncomingMail.objects.filter(mailbox=mailbox).order_by("-id").values_list("received_at", flat=True)
    last = mails.first()
    if last is None or clock.now() - last < QUIET:
        return
    silence = clock.now() - last
    if silence > longest_usual(list(mails.filter(received_at__gt=last - HISTORY)[:MOST])):
        hours = int(silence.total_seconds() // 3600)
        yield Finding(
            "mailbox_quiet",
            False,
            ngettext(
                "No mail has come to %(mailbox)s for %(hours)d hour, much longer than usual.",
                "No mail has come to %(mailbox)s for %(hours)d hours, much longer than usual.",
                hours,
            )
            % {"mailbox": mailbox.address, "hours": hours},
            key=str(mailbox.pk),
            advice=_(
                "Write a mail to it from outside. If it does not come, something before Opora holds it."
            ),
            place=MAILBOX,
            place_key=mailbox.pk,
        )


def longest_usual(came: list[datetime]) -> timedelta:
    """How long a mailbox may be silent, told by when its mails came (newest first): twice the longest pause so far."""
    if len(came) < FEWEST:
        return timedelta.max
    pauses = [later - earlier for later, earlier in itertools.pairwise(came)]
    least = QUIET if came[0] - came[-1] > WEEK else QUIET_UNSURE
    return max(least, 2 * max(pauses))


def _not_put_away(mailbox: Mailbox, state: MailboxState) -> Finding:
    return Finding(
        "mail_not_put_away",
        False,
        _("Fetched mails in %(mailbox)s can't be marked, moved or deleted there.")
        % {"mailbox": mailbox.address},
        state.after_failure,
        key=str(mailbox.pk),
        advice=_(
            "They are taken in all the same. Look at what shall become of fetched mails in its settings."
        ),
        place=MAILBOX,
        place_key=mailbox.pk,
    )


def _not_given() -> list[Finding]:
    """Mails that lie on their server, which would not give them however often it was asked."""
    left = FetchedMail.objects.filter(is_taken=False, attempts__gte=MOST_ATTEMPTS, mailbox__is_active=True)
    found: dict[tuple[int, str], list[str]] = {}
    for key, address, uid in left.values_list("mailbox_id", "mailbox__address", "uid")[:100]:
        found.setdefault((key, address), []).append(uid)
    return [
        Finding(
            "mail_not_given",
            False,
            _("Mail from %(mailbox)s can't be fetched: %(reason)s.")
            % {"mailbox": address, "reason": in_words("server_error")},
            f"UID {', '.join(uids)}",
            key=str(key),
            advice=_("Look at these mails with another mail program; deleting them there ends this card."),
            place=MAILBOX,
            place_key=key,
        )
        for (key, address), uids in found.items()
    ]


def incoming() -> list[Finding]:
    """What was kept and not read: the intake is behind, or could not make sense of it."""
    now = clock.now()
    waiting = IncomingMail.objects.filter(state=IncomingState.KEPT, received_at__lt=now - STANDS)
    oldest = waiting.aggregate(oldest=Min("received_at"))["oldest"]
    found = []
    if oldest is not None:
        count, minutes = waiting.count(), int((now - oldest).total_seconds() // 60)
        text = ngettext(
            "%(count)d mail waits to be read, the oldest for %(minutes)d minutes.",
            "%(count)d mails wait to be read, the oldest for %(minutes)d minutes.",
            count,
        )
        advice = _("Is the worker running? They are kept and will be taken in, in their order.")
        place = "workspace:mails"
        found.append(
            Finding(
                "mail_waits", True, text % {"count": count, "minutes": minutes}, advice=advice, place=place
            )
        )
    failed = IncomingMail.objects.filter(state=IncomingState.FAILED).count()
    if failed:
        text = ngettext(
            "%(count)d mail could not be taken in. It is kept; look at it under Mail.",
            "%(count)d mails could not be taken in. They are kept; look at them under Mail.",
            failed,
        )
        advice = _(
            "Read them there and decide, or try again when the cause is mended. They stop no other mail."
        )
        place = "workspace:mails"
        found.append(Finding("mail_failed", False, text % {"count": failed}, advice=advice, place=place))
    return found


def outgoing() -> list[Finding]:
    """What hinders sending, and answers that wait longer than they should."""
    return [*_roads(), *_not_carried(), *_late()]


def _roads() -> Iterator[Finding]:
    """Mailboxes' own ways out, and shared servers, that do not work."""
    for state in MailboxState.objects.exclude(out_failure="").select_related("mailbox"):
        if state.mailbox.is_active:
            words = {"mailbox": state.mailbox.address, "reason": in_words(state.out_failure)}
            text = _("Answers from %(mailbox)s can't be sent: %(reason)s.") % words
            yield _road(text, state.out_words, str(state.pk), state.pk, MAILBOX)
    for server in ServerState.objects.exclude(failure="").select_related("server"):
        words = {"server": str(server.server), "reason": in_words(server.failure)}
        text = _("Answers can't be sent through %(server)s: %(reason)s.") % words
        yield _road(text, server.words, f"server:{server.pk}", server.pk, SERVER)


def _road(text: str, words: str, key: str, place_key: int, place: str) -> Finding:
    advice = _("They wait and leave when it works again. “Try the connection” says where it ends.")
    return Finding(
        "mail_not_sent", True, text, words, key=key, advice=advice, place=place, place_key=place_key
    )


def _not_carried() -> Iterator[Finding]:
    """Due for minutes, and nobody has tried: the postman stands still."""
    due = OutgoingMail.objects.filter(state=OutgoingState.QUEUED, next_attempt_at__lt=clock.now() - LATE)
    if count := due.filter(reason="").count():
        text = ngettext(
            "%(count)d answer is due and nobody carries it.",
            "%(count)d answers are due and nobody carries them.",
            count,
        )
        advice = _("Is the worker running? Its log says what the postman waits for.")
        yield Finding("mail_not_carried", True, text % {"count": count}, advice=advice)


def _late() -> Iterator[Finding]:
    late = OutgoingMail.objects.filter(state=OutgoingState.QUEUED, created_at__lt=clock.now() - LATE)
    late = late.exclude(reason="")
    count = late.count()
    if count:
        text = ngettext(
            "%(count)d answer has waited for more than ten minutes to be sent.",
            "%(count)d answers have waited for more than ten minutes to be sent.",
            count,
        )
        oldest = late.order_by("id").first()
        detail = f"{oldest.address}: {oldest.failure}"[:500] if oldest is not None else ""
        advice = _("They are tried again by themselves; each says on its ticket what the server answered.")
        yield Finding("mail_queue", False, text % {"count": count}, detail, advice=advice)
