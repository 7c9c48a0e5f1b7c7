"""How the road to a server stands: silent ones are left alone for a while, slow ones get no more than they bear."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from opora.desk.models import Mailbox, OutgoingServer
from opora.events.public import clock
from opora.mail.models import MailboxState, OutgoingMail, OutgoingState, ServerState
from opora.mail.sending.servers.route import Road, Route

# Minutes of rest after the first, second … failure in a row. A refused login rests longer: servers lock accounts.
RESTS, LOGIN_RESTS = (1, 1, 2, 5), (1, 5, 15)
# How long one mail may take to find out whether a silent server is back, before another tries.
TRIAL = timedelta(minutes=2)


@dataclass(frozen=True)
class Standing:
    """What is known of a road; `failure` is empty when it is well."""

    failure: str = ""
    words: str = ""
    failures: int = 0
    retry_at: datetime | None = None


def standing(road: Road) -> Standing:
    """How a road stands now; one query."""
    if road.server is not None:
        state = ServerState.objects.filter(pk=road.server).first()
        return Standing(state.failure, state.words, state.failures, state.retry_at) if state else Standing()
    own = MailboxState.objects.filter(pk=road.mailbox).first()
    return Standing(own.out_failure, own.out_words, own.out_failures, own.out_retry_at) if own else Standing()


def silent_mailboxes() -> QuerySet[Mailbox]:
    """The mailboxes whose server is left alone now, for use as a subquery."""
    now = clock.now()
    silent = ServerState.objects.filter(retry_at__gt=now)
    shared = Q(out_server__in=silent.values("pk"))
    own = Q(state__out_retry_at__gt=now)
    found = shared | own
    if silent.filter(server__is_default=True).exists():
        found |= Q(out_server=None, out_host="")
    return Mailbox.objects.filter(found)


def may_try(road: Road, known: Standing) -> bool:
    """Whether a mail may be sent this way now. Of a failing road one mail at a time finds out whether it is back."""
    if not known.failure:
        return True
    until = clock.now() + TRIAL
    if road.server is not None:
        states = ServerState.objects.filter(pk=road.server)
        return bool(states.filter(_free("retry_at")).update(retry_at=until))
    own = MailboxState.objects.filter(pk=road.mailbox)
    return bool(own.filter(_free("out_retry_at")).update(out_retry_at=until))


def take_turn(route: Route) -> datetime | None:
    """Counts one mail for a server that bears so many a minute, whichever worker sends it; None: go on.

    Else the moment when the next minute begins.
    """
    if not route.per_minute or route.counted_by is None:
        return None
    minute = clock.now().replace(second=0, microsecond=0)
    states = ServerState.objects.filter(pk=route.counted_by)
    if states.filter(minute=minute, taken__lt=route.per_minute).update(taken=F("taken") + 1):
        return None
    if states.exclude(minute=minute).update(minute=minute, taken=1) or states.filter(minute=None).update(
        minute=minute, taken=1
    ):
        return None
    if not states.exists():
        ServerState.objects.bulk_create(
            [ServerState(server_id=route.counted_by, minute=minute, taken=1)], ignore_conflicts=True
        )
        return None
    return minute + timedelta(minutes=1)


@transaction.atomic
def note_failure(road: Road, reason: str, words: str) -> None:
    """The road is closed for now; mails that wait for it say why."""
    failures = standing(road).failures + 1
    rests = LOGIN_RESTS if reason in {"login_refused", "tls_missing"} else RESTS
    now = clock.now()
    retry_at = now + timedelta(minutes=rests[min(failures, len(rests)) - 1])
    if road.server is not None:
        shared = {
            "failure": reason,
            "words": words,
            "failed_at": now,
            "failures": failures,
            "retry_at": retry_at,
        }
        ServerState.objects.update_or_create(server_id=road.server, defaults=shared)
    elif road.mailbox is not None:
        own = {
            "out_failure": reason,
            "out_words": words,
            "out_failed_at": now,
            "out_failures": failures,
            "out_retry_at": retry_at,
        }
        MailboxState.objects.update_or_create(mailbox_id=road.mailbox, defaults=own)
    _waiting(road).filter(reason="").update(reason=reason)


@transaction.atomic
def note_free(road: Road, reason: str) -> None:
    """The road is open again: what waited for it leaves now."""
    if road.server is not None:
        ServerState.objects.filter(pk=road.server).update(failure="", words="", failures=0, retry_at=None)
    else:
        MailboxState.objects.filter(mailbox=road.mailbox).update(
            out_failure="", out_words="", out_failures=0, out_retry_at=None
        )
    _waiting(road).filter(reason=reason).update(reason="")


def try_at_once(*, server: int | None = None, mailbox: int | None = None, is_moved: bool = False) -> None:
    """Somebody changed the settings: no need to wait for the rest of the rest.

    `is_moved`: the mailbox has another server now; what the former one said does not matter any more.
    """
    if server is not None:
        ServerState.objects.filter(pk=server).update(retry_at=None)
    if mailbox is not None:
        MailboxState.objects.filter(pk=mailbox).update(out_retry_at=None)
    if mailbox is not None and is_moved:
        MailboxState.objects.filter(pk=mailbox).update(out_failure="", out_words="", out_failures=0)


def mailboxes_of(road: Road) -> QuerySet[Mailbox]:
    """The mailboxes that send this way."""
    if road.server is None:
        return Mailbox.objects.filter(pk__in=[road.mailbox])
    found = Q(out_server=road.server)
    if OutgoingServer.objects.filter(pk=road.server, is_default=True, is_active=True).exists():
        found |= Q(out_server=None, out_host="")
    return Mailbox.objects.filter(found)


def _waiting(road: Road) -> QuerySet[OutgoingMail]:
    due = OutgoingMail.objects.filter(state=OutgoingState.QUEUED, next_attempt_at__lte=clock.now())
    return due.filter(mailbox__in=mailboxes_of(road))


def _free(name: str) -> Q:
    return Q(**{f"{name}__lte": clock.now()}) | Q(**{name: None})
