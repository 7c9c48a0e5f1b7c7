"""The verb: add an organization."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, record
from opora.people import addresses
from opora.people.actor import Actor
from opora.people.kinds import OrganizationCreated
from opora.people.models import Organization, OrganizationDomain
from opora.people.refusal import Refusal


@transaction.atomic
def create_organization(
    *, actor: Actor, name: str, domains: Iterable[str] = (), note: str = "", because: Cause | None = None
) -> Organization:
    """Adds a company; any staff may. Refuses an empty name and a mail domain that another organization has."""
    actor.require_staff()
    name = " ".join(name.split())[:200]
    if not name:
        raise Refusal("name_missing", _("Give the organization a name."), "name")
    organization = Organization(name=name, note=note, created_at=clock.now())
    organization.save(force_insert=True)
    for domain in domains:
        add_domain(organization, domain)
    record(OrganizationCreated(organization.pk), actor=actor, because=because)
    return organization


def add_domain(organization: Organization, text: str) -> None:
    """Adds a mail domain. For verbs of this room."""
    domain = addresses.domain(text)
    if OrganizationDomain.objects.filter(domain=domain).exclude(organization=organization).exists():
        raise Refusal("domain_taken", _("Another organization has this mail domain."), "domains")
    OrganizationDomain.objects.get_or_create(organization=organization, domain=domain)
