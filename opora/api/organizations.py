"""Customers' companies."""

from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, person_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import FilledLine, Given, Line, LongText, Moment, Number, Shown, Truth, unsaid
from opora.people import actions
from opora.people.models import Organization

router = Router(tags=["Organizations"])
Domain = Annotated[
    str,
    Field(
        max_length=253,
        pattern=r"^[A-Za-z0-9]([A-Za-z0-9\-]{0,40}[A-Za-z0-9])?(\.[A-Za-z0-9]{2,20})*\.[A-Za-z]{2,20}$",
        examples=["example.com"],
    ),
]


class OrganizationShown(Shown):
    """A company. With `shares_tickets` its people see each other's tickets."""

    id: int
    name: str
    domains: list[str] = Field(description="Mail domains whose new senders belong to it.")
    note: str | None = Field(description="Staff only.")
    shares_tickets: bool
    created_at: Moment


class Organizations(Shown):
    """A page of organizations."""

    items: list[OrganizationShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class OrganizationFilter(IdPaging):
    """What a list of organizations is narrowed to."""

    q: Line | None = Field(None, description="Name holds this.")


class NewOrganization(Given):
    """A company to add."""

    name: FilledLine
    domains: list[Domain] = Field([], max_length=100)
    note: LongText = ""


class OrganizationChange(Given):
    """Only what is named changes."""

    name: FilledLine = unsaid()
    domains: list[Domain] = unsaid(max_length=100, description="The whole set.")
    note: LongText = unsaid()
    shares_tickets: Truth = unsaid()


@router.get("/organizations", response=Organizations)
def list_organizations(request: HttpRequest, wanted: Query[OrganizationFilter]) -> Organizations:
    """Lists organizations.

    In the order in which they were added. Staff only.
    """
    staff_of(request)
    rows = _all().filter(name__icontains=wanted.q) if wanted.q else _all()
    found, following = by_id(rows, wanted)
    return Organizations(items=[_shown(request, row) for row in found], next=following)


@router.post("/organizations", response={201: OrganizationShown})
@repeatable(201)
def create_organization(request: HttpRequest, body: NewOrganization) -> OrganizationShown:
    """Adds an organization."""
    row = actions.create_organization(
        actor=actor_of(request), name=body.name, domains=body.domains, note=body.note
    )
    return _shown(request, row)


@router.get("/organizations/{id}", response=OrganizationShown)
def get_organization(request: HttpRequest, id: Path[Number]) -> OrganizationShown:
    """Reads an organization.

    Customers may read their own.
    """
    person = person_of(request)
    return _shown(request, lookup.one(_all() if person.is_staff else _all().filter(people=person), id))


@router.patch("/organizations/{id}", response=OrganizationShown)
def change_organization(
    request: HttpRequest, id: Path[Number], body: OrganizationChange
) -> OrganizationShown:
    """Changes an organization."""
    staff_of(request)
    actions.change_organization(actor=actor_of(request), organization=lookup.one(_all(), id), **body.told())
    return _shown(request, lookup.one(_all(), id))


def _all() -> QuerySet[Organization]:
    return Organization.objects.prefetch_related("domains")


def _shown(request: HttpRequest, row: Organization) -> OrganizationShown:
    return OrganizationShown(
        id=row.pk,
        name=row.name,
        domains=sorted(domain.domain for domain in row.domains.all()),
        note=row.note if person_of(request).is_staff else None,
        shares_tickets=row.shares_tickets,
        created_at=row.created_at,
    )
