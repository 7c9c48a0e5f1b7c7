"""Departments, and who may do what in them."""

from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import (
    FilledLine,
    Given,
    Id,
    Language,
    Line,
    LongText,
    Moment,
    Number,
    Shown,
    Truth,
    Whole,
    unsaid,
)
from opora.desk import actions
from opora.desk.models import Brand, Department

router = Router(tags=["Departments"])


class DepartmentShown(Shown):
    """A department. `signature` is HTML put under answers, `signatures` the same by language."""

    id: int
    name: str
    translations: dict[str, str]
    brand: int
    language: str
    signature: str
    signatures: dict[str, str]
    from_name: str
    adds_cc: bool
    separate_copies: bool
    opens_forwarded: bool
    confirms_mail: bool
    confirms_web: bool
    tells_solved: bool
    asks_rating: bool
    position: int
    is_active: bool
    created_at: Moment


class Departments(Shown):
    """A page of departments."""

    items: list[DepartmentShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class DepartmentChange(Given):
    """Only what is named changes."""

    name: FilledLine = unsaid()
    translations: dict[Literal["ru", "cs", "en"], Line] = unsaid(description="The name in other languages.")
    brand: Id = unsaid()
    language: Language = unsaid()
    signature: LongText = unsaid()
    signatures: dict[Literal["ru", "cs", "en"], LongText] = unsaid()
    from_name: Line = unsaid()
    adds_cc: Truth = unsaid(description="Whether people in Cc of a mail become collaborators.")
    separate_copies: Truth = unsaid(
        description="Whether everybody on a ticket gets a mail of their own instead of one letter with Cc."
    )
    opens_forwarded: Truth = unsaid(
        description="Whether what an agent forwards becomes a request of whoever wrote it first."
    )
    confirms_mail: Truth = unsaid(
        description="Whether whoever opens a request by mail is told that it arrived."
    )
    confirms_web: Truth = unsaid(description="The same for forms, the portal and the API.")
    tells_solved: Truth = unsaid(description="Whether customers are told that it is solved.")
    asks_rating: Truth = unsaid(description="Whether customers are asked afterwards how it went.")
    position: Whole = unsaid()
    is_active: Truth = unsaid()


class NewDepartment(DepartmentChange):
    """A department to make; in the default brand unless told otherwise."""

    name: FilledLine


@router.get("/departments", response=Departments)
def list_departments(request: HttpRequest, paging: Query[IdPaging]) -> Departments:
    """Lists departments.

    Also those not in use any more. Staff only.
    """
    staff_of(request)
    found, following = by_id(_all(), paging)
    return Departments(items=[shown(row) for row in found], next=following)


@router.post("/departments", response={201: DepartmentShown})
@repeatable(201)
def create_department(request: HttpRequest, body: NewDepartment) -> DepartmentShown:
    """Makes a department.

    Administrators only.
    """
    return shown(actions.create_department(actor=actor_of(request), **_values(request, body)))


@router.get("/departments/{id}", response=DepartmentShown)
def get_department(request: HttpRequest, id: Path[Number]) -> DepartmentShown:
    """Reads a department.

    Staff only.
    """
    staff_of(request)
    return shown(lookup.one(_all(), id))


@router.patch("/departments/{id}", response=DepartmentShown)
def change_department(request: HttpRequest, id: Path[Number], body: DepartmentChange) -> DepartmentShown:
    """Changes a department.

    Administrators only.
    """
    staff_of(request)
    row = lookup.one(_all(), id)
    return shown(actions.change_department(actor=actor_of(request), department=row, **_values(request, body)))


def _all() -> QuerySet[Department]:
    return Department.objects.all()


def _values(request: HttpRequest, body: DepartmentChange) -> dict[str, Any]:
    actor_of(request).require_administrator()
    values = body.told()
    if "brand" in values:
        values["brand"] = lookup.one(Brand.objects.all(), values["brand"], "brand")
    return values


def shown(row: Department) -> DepartmentShown:
    """A department as answers have it."""
    return DepartmentShown(
        id=row.pk,
        name=row.name,
        translations=row.translations,
        brand=row.brand_id,
        language=row.language,
        signature=row.signature,
        signatures=row.signatures,
        from_name=row.from_name,
        adds_cc=row.adds_cc,
        opens_forwarded=row.opens_forwarded,
        separate_copies=row.separate_copies,
        confirms_mail=row.confirms_mail,
        confirms_web=row.confirms_web,
        tells_solved=row.tells_solved,
        asks_rating=row.asks_rating,
        position=row.position,
        is_active=row.is_active,
        created_at=row.created_at,
    )
