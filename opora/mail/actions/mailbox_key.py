"""The verbs: give a mailbox an address for mail services, another secret, Mailgun's key; end the former secret."""

import secrets
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from opora.desk.models import Incoming, Mailbox
from opora.desk.public import sealing
from opora.events.public import Cause, clock, one_act, record
from opora.mail.kinds import MailboxKeyChanged, MailboxKeyMade
from opora.mail.models import MailboxKey
from opora.people.public import Actor, NotFound, Refusal

FORMER = timedelta(days=7)  # that a former secret stays good, unless somebody ends it


@one_act()
def make_mailbox_key(
    *, actor: Actor, mailbox: Mailbox, because: Cause | None = None
) -> tuple[MailboxKey, str]:
    """The address's row and a new secret in clear, which nobody can read again. Administrators only.

    A mailbox that has an address keeps it; the former secret stays good for a week, so that the service can be changed
    in peace. One before that is good no more.
    """
    actor.require_administrator()
    mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if mailbox.incoming != Incoming.HTTP:
        raise Refusal(
            "not_by_http",
            _("First choose that a mail service sends this mailbox's mail by HTTP."),
            "incoming",
        )
    secret, now = f"opora_mail_{secrets.token_urlsafe(32)}", clock.now()
    row = MailboxKey.objects.select_for_update().filter(mailbox=mailbox).first()
    is_new = row is None
    if row is None:
        row = MailboxKey(mailbox=mailbox, key=secrets.token_urlsafe(18))
    else:
        row.former_sealed, row.former_until = row.sealed, now + FORMER
    row.sealed, row.made_at = sealing.seal(secret), now
    row.save(force_insert=is_new)
    record(MailboxKeyMade(mailbox.pk, is_new), actor=actor, because=because)
    return row, secret


@one_act()
def end_former_key(*, actor: Actor, mailbox: Mailbox, because: Cause | None = None) -> None:
    """The former secret is good no more, now. Administrators only."""
    row = _locked(actor, mailbox)
    if row.former_until is None:
        return
    row.former_sealed, row.former_until = "", None
    row.save(update_fields=["former_sealed", "former_until"])
    record(MailboxKeyChanged(mailbox.pk, "former_ended"), actor=actor, because=because)


@one_act()
def keep_mailgun_key(
    *, actor: Actor, mailbox: Mailbox, signing_key: str, because: Cause | None = None
) -> None:
    """Keeps Mailgun's signing key, sealed; empty: none. Administrators only."""
    row = _locked(actor, mailbox)
    wanted = signing_key.strip()
    if len(wanted) > 200 or not wanted.isascii():
        raise Refusal("bad_key", _("This does not look like a signing key of Mailgun."), "signing_key")
    if sealing.unseal(row.mailgun_sealed) == wanted:
        return
    row.mailgun_sealed = sealing.seal(wanted)
    row.save(update_fields=["mailgun_sealed"])
    record(MailboxKeyChanged(mailbox.pk, "mailgun"), actor=actor, because=because)


def _locked(actor: Actor, mailbox: Mailbox) -> MailboxKey:
    actor.require_administrator()
    row = MailboxKey.objects.select_for_update().filter(mailbox=mailbox).first()
    if row is None:
        raise NotFound("no_key", _("The mailbox has no address for mail services yet."))
    return row
