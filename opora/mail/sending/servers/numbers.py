"""How much goes out by which way: what waits, what left today, what failed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from opora.desk.models import Mailbox, OutgoingServer
from opora.desk.public import desk_zone
from opora.events.public import clock
from opora.mail.models import MailboxState, OutgoingMail, OutgoingState, ServerState
from opora.mail.sending.servers.route import shared_server

# Of today's mails not more than the newest hundred thousand are looked at.
MOST_COUNTED = 100_000


@dataclass(frozen=True)
class Way:
    """A shared server with its mailboxes, or a mailbox with a server of its own. `failure` is a code, empty when well;
    `oldest` is since when the first of those that wait has waited; today is the desk's day."""

    server: OutgoingServer | None
    mailboxes: tuple[Mailbox, ...]
    queued: int = 0
    sent: int = 0
    failed: int = 0
    oldest: datetime | None = None
    failure: str = ""
    words: str = ""
    failed_at: datetime | None = None
    retry_at: datetime | None = None


def ways() -> list[Way]:
    """Every way out that is in use or could be, shared ones first; few queries whatever their number."""
    servers = list(OutgoingServer.objects.all())
    shared: dict[int, list[Mailbox]] = {server.pk: [] for server in servers}
    own: list[Mailbox] = []
    for mailbox in Mailbox.objects.filter(is_active=True).select_related("out_server", "state"):
        server = _shared(mailbox, servers)
        shared[server.pk].append(mailbox) if server else own.append(mailbox)
    counted, states = _counted(), ServerState.objects.in_bulk([server.pk for server in servers])
    made = [
        _way(server, shared[server.pk], counted, _failure_of_server(states.get(server.pk)))
        for server in servers
    ]
    return [*made, *(_way(None, [mailbox], counted, _failure_of_mailbox(mailbox)) for mailbox in own)]


def _shared(mailbox: Mailbox, servers: list[OutgoingServer]) -> OutgoingServer | None:
    if mailbox.out_server is None and not mailbox.out_host:
        return next((server for server in servers if server.is_default and server.is_active), None)
    return shared_server(mailbox)


Counts = dict[int | None, dict[str, object]]


def _counted() -> Counts:
    midnight = timezone.localtime(clock.now(), desk_zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    waits = Q(state__in=[OutgoingState.QUEUED, OutgoingState.SENDING])
    # Two questions, each within an index, instead of one look through all mails there ever were.
    open_ones = OutgoingMail.objects.filter(next_attempt_at__isnull=False).values("mailbox").order_by()
    found: Counts = {
        row["mailbox"]: dict(row)
        for row in open_ones.annotate(queued=Count("pk", filter=waits), oldest=Min("created_at"))
    }
    newest = OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    recent = OutgoingMail.objects.filter(pk__gt=newest - MOST_COUNTED, created_at__gte=midnight)
    lost = Q(state__in=[OutgoingState.FAILED, OutgoingState.BOUNCED])
    counted = (
        recent.order_by()
        .values_list("mailbox")
        .annotate(sent_now=Count("pk", filter=Q(state=OutgoingState.SENT)), lost_now=Count("pk", filter=lost))
    )
    for mailbox, sent, failed in counted:
        found.setdefault(mailbox, {}).update({"sent": sent, "failed": failed})
    return found


def _way(
    server: OutgoingServer | None, mailboxes: list[Mailbox], counted: Counts, failure: dict[str, object]
) -> Way:
    rows = [counted.get(mailbox.pk, {}) for mailbox in mailboxes]
    sums = {name: sum(int(str(row.get(name) or 0)) for row in rows) for name in ("queued", "sent", "failed")}
    begun = [row["oldest"] for row in rows if row.get("oldest")]
    oldest = min((moment for moment in begun if isinstance(moment, datetime)), default=None)
    return Way(server, tuple(mailboxes), **sums, oldest=oldest, **failure)  # type: ignore[arg-type]


def _failure_of_server(state: ServerState | None) -> dict[str, object]:
    if state is None:
        return {}
    return {
        "failure": state.failure,
        "words": state.words,
        "failed_at": state.failed_at,
        "retry_at": _ahead(state.retry_at),
    }


def _failure_of_mailbox(mailbox: Mailbox) -> dict[str, object]:
    state: MailboxState | None = getattr(mailbox, "state", None)
    if state is None:
        return {}
    return {
        "failure": state.out_failure,
        "words": state.out_words,
        "failed_at": state.out_failed_at,
        "retry_at": _ahead(state.out_retry_at),
    }


def _ahead(moment: datetime | None) -> datetime | None:
    return moment if moment is not None and moment > clock.now() else None
