"""The verbs about signing keys: make one, begin to sign with it, be done with it. Administrators only."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.desk.public import sealing
from opora.events.public import Cause, clock, record
from opora.mail.checking.domains import ascii_domain
from opora.mail.kinds import DkimKeyActivated, DkimKeyCreated, DkimKeyRetired
from opora.mail.models import DkimKey, KeySort, KeyState
from opora.mail.signing import keys
from opora.people.public import Actor, Refusal


def create_dkim_key(
    *, actor: Actor, domain: str, sort: str = KeySort.RSA, selector: str = "", because: Cause | None = None
) -> DkimKey:
    """Makes a key pair for a domain; it signs nothing before its record is published and it is activated.

    `selector`: one is made up when left empty. Refuses what can't be a domain and a selector that the domain has.
    """
    actor.require_administrator()
    plain = ascii_domain(domain)
    labels = plain.split(".")
    if len(labels) < 2 or len(plain) > 253 or not all(keys.LABEL.fullmatch(label) for label in labels):
        raise Refusal("bad_domain", _("Write a domain, like example.com."), "domain")
    if sort not in KeySort.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "sort")
    name = selector.strip().lower() or keys.selector_for(plain, sort)
    if not keys.LABEL.fullmatch(name):
        raise Refusal("bad_selector", _("Only small Latin letters, digits and hyphens."), "selector")
    pair = keys.make(sort)
    return _kept(actor, plain, sort, name, pair, because)


@transaction.atomic
def _kept(actor: Actor, domain: str, sort: str, name: str, pair: keys.Pair, because: Cause | None) -> DkimKey:
    if DkimKey.objects.filter(domain=domain, selector=name).exists():
        raise Refusal("selector_taken", _("The domain has a key of this name already."), "selector")
    sealed, now = sealing.seal(pair.private), clock.now()
    row = DkimKey.objects.create(
        domain=domain, selector=name, sort=sort, public=pair.public, sealed=sealed, created_at=now
    )
    record(DkimKeyCreated(row.pk, domain, name, sort), actor=actor, because=because)
    return row


@transaction.atomic
def activate_dkim_key(*, actor: Actor, key: DkimKey, because: Cause | None = None) -> DkimKey:
    """Mails of the domain are signed with this key from now on; the former one of its sort rests.

    Refuses a key whose record was not seen in the DNS, and one that is over.
    """
    actor.require_administrator()
    row = DkimKey.objects.select_for_update().get(pk=key.pk)
    if row.state == KeyState.RETIRED:
        raise Refusal("retired", _("This key is over. Make a new one."))
    if not row.is_published:
        raise Refusal("not_published", _("Its record is not in the DNS yet. Publish it, then check it here."))
    if row.state == KeyState.ACTIVE:
        return row
    former = DkimKey.objects.filter(domain=row.domain, sort=row.sort, state=KeyState.ACTIVE)
    former.update(state=KeyState.RESTING, rested_at=clock.now())
    row.state, row.activated_at, row.rested_at = KeyState.ACTIVE, clock.now(), None
    row.save(update_fields=["state", "activated_at", "rested_at"])
    record(DkimKeyActivated(row.pk, row.domain, row.selector), actor=actor, because=because)
    return row


@transaction.atomic
def retire_dkim_key(*, actor: Actor, key: DkimKey, because: Cause | None = None) -> DkimKey:
    """Ends a key for good: it signs no more, its private half is thrown away, its record may go."""
    actor.require_administrator()
    row = DkimKey.objects.select_for_update().get(pk=key.pk)
    if row.state == KeyState.RETIRED:
        return row
    row.state, row.retired_at, row.sealed, row.is_published = KeyState.RETIRED, clock.now(), "", False
    row.save(update_fields=["state", "retired_at", "sealed", "is_published"])
    record(DkimKeyRetired(row.pk, row.domain, row.selector), actor=actor, because=because)
    return row
