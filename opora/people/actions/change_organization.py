"""The verb: change an organization."""

from collections.abc import Iterable

from django.db import transaction

from opora.events.public import Cause, record
from opora.people import addresses
from opora.people.actions.create_organization import add_domain
from opora.people.actor import Actor
from opora.people.kinds import OrganizationChanged
from opora.people.models import Organization


@transaction.atomic
def change_organization(
    *,
    actor: Actor,
    organization: Organization,
    name: str | None = None,
    note: str | None = None,
    shares_tickets: bool | None = None,
    domains: Iterable[str] | None = None,
    because: Cause | None = None,
) -> Organization:
    """Changes name, note, mail domains, and whether its people see each other's tickets. Any staff may."""
    actor.require_staff()
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    wanted = {"name": name and name.strip()[:200], "note": note, "shares_tickets": shares_tickets}
    for field, value in wanted.items():
        before = getattr(organization, field)
        if value is not None and value != before:
            setattr(organization, field, value)
            record(OrganizationChanged(organization.pk, field, before, value), actor=actor, because=because)
    organization.save()
    if domains is not None:
        _set_domains(organization, {addresses.domain(text) for text in domains}, actor, because)
    return organization


def _set_domains(organization: Organization, wanted: set[str], actor: Actor, because: Cause | None) -> None:
    before = set(organization.domains.values_list("domain", flat=True))
    if before == wanted:
        return
    organization.domains.exclude(domain__in=wanted).delete()
    for domain in sorted(wanted - before):
        add_domain(organization, domain)
    change = OrganizationChanged(
        organization.pk, "domains", " ".join(sorted(before)), " ".join(sorted(wanted))
    )
    record(change, actor=actor, because=because)
