"""The living access token of a mailbox: renewed ahead of its end, by one process at a time.

A refresh token may work once only (providers rotate them), so whoever renews holds a lease on the row meanwhile. The
provider is asked outside of any transaction.
"""

import time
from datetime import datetime, timedelta

from django.db.models import Q

from opora.desk.models import Mailbox, SignInApp
from opora.desk.public import sealing
from opora.events.public import clock
from opora.mail import owners
from opora.mail.models import MailboxGrant
from opora.mail.oauth import tokens
from opora.mail.oauth.tokens import NoToken, Tokens
from opora.mail.receiving.letter import whole

AHEAD = timedelta(minutes=5)
LEASE = timedelta(seconds=90)
PATIENCE, LOOK = 60.0, 0.1  # seconds to wait for another process that renews, and between looks


def access_token(key: int | None, instead_of: str = "") -> str:
    """A token for the mailbox with this id, for fetching and sending alike, good for some minutes at least; another
    one than `instead_of`, which the server refused.

    Asks the provider when the kept one ends soon, so never inside a transaction. Raises NoToken; a mailbox that is not
    saved yet has none.
    """
    mailbox = Mailbox.objects.select_related("sign_in_app").filter(pk=key or 0).first()
    app = mailbox.sign_in_app if mailbox is not None else None
    if mailbox is None or app is None:
        raise NoToken("sign_in_first")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        grant = _grant(mailbox, app)
        usable = _usable(grant, instead_of)
        if usable and grant.expires_at and grant.expires_at > clock.now() + AHEAD:
            return usable
        if grant.failure and _is_final(grant):
            if usable:
                return usable
            raise NoToken(grant.failure, grant.words)
        if (until := _claim(grant)) is not None:
            return _renew(grant, app, until, usable)
        if usable:
            return usable
        time.sleep(LOOK)
    raise NoToken("no_token", "Another process has been renewing the sign-in for a minute.")


def keep(mailbox: Mailbox, app: SignInApp, given: Tokens) -> MailboxGrant:
    """Writes down what somebody's sign-in gave; part of the verb `sign_in_mailbox`."""
    now = clock.now()
    values = {
        "app": app, "account": given.account, "access_sealed": sealing.seal(given.access),
        "refresh_sealed": sealing.seal(given.refresh), "expires_at": now + timedelta(seconds=given.seconds),
        "granted_at": now, "renewed_at": now, "owner": "", "lease_until": None, "failure": "", "words": "",
        "failed_at": None,
    }  # fmt: skip
    return MailboxGrant.objects.update_or_create(mailbox=mailbox, defaults=values)[0]


def _grant(mailbox: Mailbox, app: SignInApp) -> MailboxGrant:
    found = MailboxGrant.objects.filter(mailbox_id=mailbox.pk).first()
    if found is not None and found.app_id == app.pk:
        return found
    if not app.as_app:
        raise NoToken("sign_in_first")
    if found is None:
        values = {"app": app, "granted_at": clock.now()}
        return MailboxGrant.objects.get_or_create(mailbox_id=mailbox.pk, defaults=values)[0]
    return keep(mailbox, app, Tokens("", "", 0))


def _usable(grant: MailboxGrant, instead_of: str) -> str:
    access = sealing.unseal(grant.access_sealed)
    is_living = grant.expires_at is not None and grant.expires_at > clock.now()
    return access if is_living and access != instead_of else ""


def _is_final(grant: MailboxGrant) -> bool:
    """An app's values may have been mended meanwhile: that is tried every few minutes. A lost permission is not."""
    if grant.failure != "app_refused":
        return NoToken(grant.failure).is_final
    return grant.failed_at is not None and grant.failed_at > clock.now() - timedelta(minutes=1)


def _claim(grant: MailboxGrant) -> datetime | None:
    """The end of our lease, if nobody else is renewing or has renewed since we looked."""
    now = clock.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    if owners.is_gone(grant.owner):
        free |= Q(owner=grant.owner)
    until = now + LEASE
    same = MailboxGrant.objects.filter(free, pk=grant.pk, access_sealed=grant.access_sealed)
    return until if same.update(owner=owners.own(), lease_until=until) else None


def _renew(grant: MailboxGrant, app: SignInApp, until: datetime, usable: str) -> str:
    """Asks the provider and notes what came. While the former token lives, a failure is only noted."""
    mine = MailboxGrant.objects.filter(pk=grant.pk, owner=owners.own(), lease_until=until)
    try:
        given = _asked(grant, app)
    except NoToken as problem:
        noted = {"failure": problem.reason, "words": whole(problem.words), "failed_at": clock.now()}
        mine.update(owner="", lease_until=None, **noted)
        if usable:
            return usable
        raise
    except BaseException:
        mine.update(owner="", lease_until=None)
        raise
    fresh = {
        "access_sealed": sealing.seal(given.access),
        "owner": "",
        "lease_until": None,
        "failure": "",
        "words": "",
    }
    if given.refresh:
        fresh["refresh_sealed"] = sealing.seal(given.refresh)
    now = clock.now()
    ends = now + timedelta(seconds=given.seconds)
    mine.update(**fresh, expires_at=ends, renewed_at=now, failed_at=None)
    return given.access


def _asked(grant: MailboxGrant, app: SignInApp) -> Tokens:
    if app.as_app:
        return tokens.for_app(app)
    refresh = sealing.unseal(grant.refresh_sealed)
    if not refresh:
        raise NoToken("sign_in_again")
    return tokens.renewed(app, refresh)
