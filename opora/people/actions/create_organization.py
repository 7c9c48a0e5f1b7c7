"""The verb: add an organization."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act, record
from opora.people import addresses
from opora.people.actor import Actor
from opora.people.kinds import OrganizationCreated
from opora.people.models import Organization, OrganizationDomain
from opora.people.refusal import Refusal
from opora.people.writing import keepable, one_line


@one_act()
def create_organization(
    *, actor: Actor, name: str, domains: Iterable[str] = (), note: str = "", because: Cause | None = None
) -> Organization:
    """Adds a company; any staff may. Refuses an empty name and a mail domain that another organization has."""
    actor.require_staff()
    organization = Organization(name=tidy_name(name), note=keepable(note), created_at=clock.now())
    organization.save(force_insert=True)
    for domain in domains:
        add_domain(organization, domain)
    record(OrganizationCreated(organization.pk), actor=actor, because=because)
    return organization


def tidy_name(name: str) -> str:
    """The name of an organization as it is kept. Refuses an empty one."""
    name = one_line(name, 200)
    if not name:
        raise Refusal("name_missing", _("Give the organization a name."), "name")
    return name


def add_domain(organization: Organization, text: str) -> None:
    """Adds a mail domain. For verbs of this room."""
    domain = addresses.domain(text)
    if OrganizationDomain.objects.filter(domain=domain).exclude(organization=organization).exists():
        raise Refusal("domain_taken", _("Another organization has this mail domain."), "domains")
    OrganizationDomain.objects.get_or_create(organization=organization, domain=domain)
