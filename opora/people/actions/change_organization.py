"""The verb: change an organization."""

from collections.abc import Iterable

from opora.events.public import Cause, one_act, record
from opora.people import addresses
from opora.people.actions.create_organization import add_domain, tidy_name
from opora.people.actor import Actor
from opora.people.kinds import OrganizationChanged
from opora.people.models import Organization
from opora.people.writing import keepable


@one_act()
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
    wanted = {
        "name": None if name is None else tidy_name(name),
        "note": None if note is None else keepable(note),
        "shares_tickets": shares_tickets,
    }
    changed = {f: value for f, value in wanted.items() if value not in (None, getattr(organization, f))}
    for field, value in changed.items():
        happening = OrganizationChanged(organization.pk, field, getattr(organization, field), value)
        setattr(organization, field, value)
        record(happening, actor=actor, because=because)
    if changed:
        organization.save(update_fields=list(changed))
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
