"""The faces that customers see."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import FilledLine, Given, Language, Line, Moment, Number, Shown, unsaid
from opora.desk import actions
from opora.desk.models import Brand

router = Router(tags=["Brands"])
Colour = Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6})?$", examples=["#1f6f5c"])]


class BrandShown(Shown):
    """A brand. One is the default."""

    id: int
    name: str
    translations: dict[str, str]
    accent: str
    language: str
    is_default: bool
    created_at: Moment


class Brands(Shown):
    """A page of brands."""

    items: list[BrandShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class BrandChange(Given):
    """Only what is named changes."""

    name: FilledLine = unsaid()
    translations: dict[Literal["ru", "cs", "en"], Line] = unsaid(description="The name in other languages.")
    accent: Colour = unsaid()
    language: Language = unsaid()


class NewBrand(BrandChange):
    """A brand to make."""

    name: FilledLine


@router.get("/brands", response=Brands)
def list_brands(request: HttpRequest, paging: Query[IdPaging]) -> Brands:
    """Lists brands.

    Staff only.
    """
    staff_of(request)
    found, following = by_id(Brand.objects.all(), paging)
    return Brands(items=[_shown(row) for row in found], next=following)


@router.post("/brands", response={201: BrandShown})
@repeatable(201)
def create_brand(request: HttpRequest, body: NewBrand) -> BrandShown:
    """Makes a brand.

    Administrators only.
    """
    return _shown(actions.create_brand(actor=actor_of(request), **body.told()))


@router.get("/brands/{id}", response=BrandShown)
def get_brand(request: HttpRequest, id: Path[Number]) -> BrandShown:
    """Reads a brand.

    Staff only.
    """
    staff_of(request)
    return _shown(lookup.one(Brand.objects.all(), id))


@router.patch("/brands/{id}", response=BrandShown)
def change_brand(request: HttpRequest, id: Path[Number], body: BrandChange) -> BrandShown:
    """Changes a brand.

    Administrators only.
    """
    staff_of(request)
    row = lookup.one(Brand.objects.all(), id)
    return _shown(actions.change_brand(actor=actor_of(request), brand=row, **body.told()))


def _shown(row: Brand) -> BrandShown:
    return BrandShown(
        id=row.pk,
        name=row.name,
        translations=row.translations,
        accent=row.accent,
        language=row.language,
        is_default=row.is_default,
        created_at=row.created_at,
    )
