"""What is wrong with signing in to mailboxes, in words that say what to do."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.desk.models import Incoming, Mailbox, SignIn, SignInApp
from opora.desk.public import Finding
from opora.events.public import clock
from opora.mail.doors.advice import advice
from opora.mail.models import MailboxGrant
from opora.mail.oauth.tokens import NoToken
from opora.mail.reasons import in_words

# Failures of fetching and sending that are told here, with the way to sign in again.
SIGNING_IN = {"sign_in_first", "sign_in_again", "app_refused"}
SOON = timedelta(days=14)
MAILBOX, APP = "administration:mailbox", "administration:sign_in_app"


def findings() -> list[Finding]:
    """Mailboxes that nobody has signed in to, permissions that ended, secrets that run out."""
    return [*_mailboxes(), *_secrets()]


def _mailboxes() -> Iterator[Finding]:
    fetched = Q(incoming__in=[Incoming.IMAP, Incoming.POP3], in_sign_in=SignIn.OAUTH)
    rows = Mailbox.objects.select_related("sign_in_app", "grant").filter(
        fetched | Q(out_sign_in=SignIn.OAUTH), is_active=True, sign_in_app__isnull=False
    )
    for row in rows:
        app, grant = row.sign_in_app, getattr(row, "grant", None)
        assert app is not None
        if grant is None or grant.app_id != app.pk:
            if not app.as_app:
                yield _not_signed_in(row)
        elif grant.failure and NoToken(grant.failure).is_final:
            yield _ended(row, grant)


def _not_signed_in(row: Mailbox) -> Finding:
    words = _("Nobody has signed in to %(mailbox)s: nothing is fetched or sent.") % {"mailbox": row.address}
    what = _("Press “Sign in” on the mailbox's page.")
    return Finding(
        "sign_in_first", True, words, key=str(row.pk), advice=what, place=MAILBOX, place_key=row.pk
    )


def _ended(row: Mailbox, grant: MailboxGrant) -> Finding:
    is_app = grant.failure == "app_refused"
    words = {"mailbox": row.address, "reason": in_words(grant.failure)}
    what = (
        _("Look at the app's id, secret and scopes.")
        if is_app
        else _("Press “Sign in again” on the mailbox's page.")
    )
    return Finding(
        grant.failure,
        True,
        _("Opora can't sign in to %(mailbox)s: %(reason)s.") % words,
        grant.words,
        key=str(row.pk),
        advice=advice(grant.words) or what,
        place=APP if is_app else MAILBOX,
        place_key=grant.app_id if is_app else row.pk,
    )


def _secrets() -> Iterator[Finding]:
    """Microsoft's secrets live for two years at most; the day is what somebody noted."""
    today = clock.now().date()
    for app in SignInApp.objects.filter(
        secret_expires_on__lte=today + SOON, mailboxes__is_active=True
    ).distinct():
        assert app.secret_expires_on is not None
        words = {"app": app.name, "day": date_format(app.secret_expires_on, "SHORT_DATE_FORMAT")}
        over = app.secret_expires_on < today
        yield Finding(
            "app_secret",
            over,
            (_("The secret of the app “%(app)s” ran out on %(day)s.") if over
             else _("The secret of the app “%(app)s” runs out on %(day)s.")) % words,
            key=str(app.pk),
            advice=_("Make a new secret at the provider and write it, with its day, into the app."),
            place=APP,
            place_key=app.pk,
        )  # fmt: skip
