"""How a mailbox stands, for its page and the list: last looked at, last mail, what is wrong, what waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery

from opora.desk.models import Incoming, Mailbox, SignIn
from opora.mail.models import IncomingMail, MailboxGrant, MailboxState, OutgoingMail, OutgoingState
from opora.mail.public import advice, reason_in_words


@dataclass(frozen=True)
class Problem:
    """What is wrong: in words, what to do, and what the other side said."""

    words: str
    advice: str
    detail: str


@dataclass(frozen=True)
class Standing:
    """One mailbox now. `last` is when its last mail came, `waiting` how many mails have not left yet."""

    mailbox: Mailbox
    state: MailboxState | None
    grant: MailboxGrant | None
    last: datetime | None
    waiting: int
    inward: Problem | None
    outward: Problem | None

    @property
    def by_token(self) -> bool:
        """Whether somebody has to sign in at the provider."""
        row = self.mailbox
        fetched = row.incoming in {Incoming.IMAP, Incoming.POP3} and row.in_sign_in == SignIn.OAUTH
        return fetched or row.out_sign_in == SignIn.OAUTH

    @property
    def app_name(self) -> str:
        """Of the provider to sign in at."""
        app = self.mailbox.sign_in_app
        return "" if app is None else (app.name if app.provider == "other" else app.get_provider_display())

    @property
    def is_connected(self) -> bool:
        """Whether there is a permission that works."""
        return (
            self.grant is not None
            and not self.grant.failure
            and self.grant.app_id == self.mailbox.sign_in_app_id
        )

    @property
    def grant_problem(self) -> Problem | None:
        """What became of the permission."""
        if self.grant is None or not self.grant.failure:
            return None
        return _problem(self.grant.failure, self.grant.words)


def standings() -> list[Standing]:
    """All mailboxes, in two queries however many there are."""
    newest = IncomingMail.objects.filter(mailbox=OuterRef("pk")).order_by("-pk").values("received_at")[:1]
    rows = Mailbox.objects.select_related("department", "sign_in_app", "grant", "state").annotate(
        last_at=Subquery(newest)
    )
    queued = OutgoingMail.objects.filter(state=OutgoingState.QUEUED).values_list("mailbox")
    waiting = dict(queued.annotate(count=Count("pk")).order_by())
    return [_of(row, row.last_at, waiting.get(row.pk, 0)) for row in rows]


def standing(row: Mailbox) -> Standing:
    """One mailbox."""
    newest = IncomingMail.objects.filter(mailbox=row).order_by("-pk").values_list("received_at", flat=True)
    waiting = OutgoingMail.objects.filter(mailbox=row, state=OutgoingState.QUEUED).count()
    return _of(row, newest.first(), waiting)


def _of(row: Mailbox, last: datetime | None, waiting: int) -> Standing:
    state = getattr(row, "state", None)
    inward = _problem(state.in_failure, state.in_words) if state and state.in_failure else None
    outward = _problem(state.out_failure, state.out_words) if state and state.out_failure else None
    return Standing(row, state, getattr(row, "grant", None), last, waiting, inward, outward)


def _problem(reason: str, words: str) -> Problem:
    return Problem(reason_in_words(reason), advice(words), words)
