"""The verbs: keep what a provider has granted for a mailbox, and forget it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Mailbox
from opora.events.public import Cause, clock, one_act, record
from opora.mail.kinds import MailboxSignedIn, MailboxSignedOut
from opora.mail.models import MailboxGrant, OutgoingMail, OutgoingState
from opora.mail.oauth import granting
from opora.mail.oauth.tokens import Tokens
from opora.mail.sending.servers.route import Route
from opora.mail.sending.servers.standing import try_at_once
from opora.mail.sending.waking import wake
from opora.people.public import Actor, Refusal

REASONS = ("sign_in_first", "sign_in_again", "app_refused", "no_token", "token_refused", "login_refused")


@one_act()
def sign_in_mailbox(
    *, actor: Actor, mailbox: Mailbox, tokens: Tokens, because: Cause | None = None
) -> MailboxGrant:
    """Keeps the tokens, sealed; what waited for them is sent now. Administrators only.

    Refuses tokens that could not be renewed, and mailboxes that name no app. The log keeps who signed in, no token.
    """
    actor.require_administrator()
    row = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if row.sign_in_app is None:
        raise Refusal("app_missing", _("Choose the app with which to sign in."), "sign_in_app")
    if not tokens.refresh:
        words = _(
            "The provider gave no lasting permission. Add “offline access” to the scopes and sign in again."
        )
        raise Refusal("no_refresh_token", words)
    grant = granting.keep(row, row.sign_in_app, tokens)
    record(MailboxSignedIn(row.pk, tokens.account), actor=actor, because=because)
    route = Route.of(row)
    try_at_once(server=route.road.server, mailbox=route.road.mailbox)
    waiting = OutgoingMail.objects.filter(mailbox=row, state=OutgoingState.QUEUED, reason__in=REASONS)
    waiting.update(next_attempt_at=clock.now())
    transaction.on_commit(wake)
    return grant


@one_act()
def sign_out_mailbox(*, actor: Actor, mailbox: Mailbox, because: Cause | None = None) -> None:
    """Forgets the tokens: nothing is fetched or sent before somebody signs in again. Administrators only."""
    actor.require_administrator()
    row = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    gone, _models = MailboxGrant.objects.filter(mailbox=row).delete()
    if gone:
        record(MailboxSignedOut(row.pk), actor=actor, because=because)
