"""The words of the desk's mails: what is in force, changing it, how it would look, what it was before."""

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Given, Id, Line, LongText, Moment, Number, Shown
from opora.desk.models import Brand
from opora.mail import actions
from opora.mail.models import TemplateVersion
from opora.mail.public import (
    TEMPLATE_OFFERS,
    changed_templates,
    preview_template,
    template_versions,
    template_words,
)
from opora.people.public import Actor, NotFound
from opora.tickets.public import obtain

router = Router(tags=["Mail templates"])
PurposeName = Literal["confirmation", "answer", "solved", "survey", "too_large"]
LanguageName = Literal["ru", "cs", "en"]


class TemplateShown(Shown):
    """What mails of a purpose say in a language. `brand`: null for all that have no words of their own."""

    purpose: PurposeName
    language: LanguageName
    brand: int | None
    is_changed: bool = Field(description="false: Opora's own words (or, for a brand, those of all brands).")
    subject: str
    html: str
    variables: list[str]


class TemplateInList(Shown):
    """A template in short."""

    purpose: PurposeName
    language: LanguageName
    brand: int | None
    is_changed: bool


class TemplateList(Shown):
    """All templates: the ones for all brands, and those of brands that were changed."""

    items: list[TemplateInList]


class TemplatePlace(Given):
    """Which brand's words; left out: those for all brands."""

    brand: Number | None = None


class TemplateChange(Given):
    """The words. Variables stand in double braces; unknown ones are refused with their line."""

    subject: Annotated[Line, Field(max_length=300)] = ""
    html: LongText


class TemplateTrial(TemplateChange):
    """Words to try, about a ticket or (left out) an invented one."""

    ticket: Id | None = None


class TemplatePreview(Shown):
    """The mail as it would leave."""

    subject: str
    html: str
    text: str


class VersionShown(Shown):
    """What a template said from a moment on."""

    id: int
    is_built_in: bool
    subject: str
    html: str
    at: Moment


class Versions(Shown):
    """The versions of a template, the newest first."""

    items: list[VersionShown]


@router.get("/templates", response=TemplateList)
def list_templates(request: HttpRequest) -> TemplateList:
    """Lists the mail templates.

    Administrators only.
    """
    actor_of(request).require_administrator()
    changed = changed_templates()
    general = [(purpose, code, None) for purpose in TEMPLATE_OFFERS for code, _name in settings.LANGUAGES]
    own = sorted((key for key in changed if key[2] is not None), key=str)
    rows = [
        TemplateInList(purpose=key[0], language=key[1], brand=key[2], is_changed=key in changed)  # type: ignore[arg-type]
        for key in (*general, *own)
    ]
    return TemplateList(items=rows)


@router.get("/templates/{purpose}/{language}", response=TemplateShown)
def get_template(
    request: HttpRequest,
    purpose: Path[PurposeName],
    language: Path[LanguageName],
    place: Query[TemplatePlace],
) -> TemplateShown:
    """Reads a mail template.

    Administrators only.
    """
    return _shown(purpose, language, _brand(actor_of(request), place))


@router.put("/templates/{purpose}/{language}", response=TemplateShown)
def change_template(
    request: HttpRequest,
    purpose: Path[PurposeName],
    language: Path[LanguageName],
    place: Query[TemplatePlace],
    body: TemplateChange,
) -> TemplateShown:
    """Changes a mail template.

    Administrators only. Mails that leave from now on say it.
    """
    actor = actor_of(request)
    brand = _brand(actor, place)
    actions.change_template(
        actor=actor, purpose=purpose, language=language, brand=brand, subject=body.subject, html=body.html
    )
    return _shown(purpose, language, brand)


@router.delete("/templates/{purpose}/{language}", response={204: None})
def reset_template(
    request: HttpRequest,
    purpose: Path[PurposeName],
    language: Path[LanguageName],
    place: Query[TemplatePlace],
) -> None:
    """Puts Opora's own words back.

    Administrators only. The versions before stay.
    """
    actor = actor_of(request)
    actions.reset_template(actor=actor, purpose=purpose, language=language, brand=_brand(actor, place))


@router.get("/templates/{purpose}/{language}/versions", response=Versions)
def list_template_versions(
    request: HttpRequest,
    purpose: Path[PurposeName],
    language: Path[LanguageName],
    place: Query[TemplatePlace],
) -> Versions:
    """Lists what a mail template said before.

    The last thirty. Administrators only.
    """
    brand = _brand(actor_of(request), place)
    rows = template_versions(purpose, brand.pk if brand else None, language)
    return Versions(items=[_version(row) for row in rows])


@router.post("/template-versions/{id}/restore", response={200: TemplateShown})
@repeatable(200)
def restore_template_version(request: HttpRequest, id: Path[Number]) -> TemplateShown:
    """Puts an earlier version of a mail template in force again.

    Administrators only.
    """
    actor = actor_of(request)
    actor.require_administrator()
    version = lookup.one(TemplateVersion.objects.select_related("brand"), id)
    actions.restore_template(actor=actor, version=version)
    return _shown(version.purpose, version.language, version.brand)


@router.post("/templates/{purpose}/{language}/preview", response={200: TemplatePreview})
def preview_mail_template(
    request: HttpRequest,
    purpose: Path[PurposeName],
    language: Path[LanguageName],
    place: Query[TemplatePlace],
    body: TemplateTrial,
) -> TemplatePreview:
    """Shows what a mail would say with these words.

    Nothing is saved or sent. Administrators only.
    """
    actor = actor_of(request)
    brand = _brand(actor, place)
    ticket = obtain(person_of(request), body.ticket) if body.ticket is not None else None
    made = preview_template(purpose, language, body.subject, body.html, brand=brand, ticket=ticket)
    return TemplatePreview(subject=made.subject, html=made.html, text=made.text)


def _brand(actor: Actor, place: TemplatePlace) -> Brand | None:
    actor.require_administrator()
    if place.brand is None:
        return None
    brand = Brand.objects.filter(pk=place.brand).first()
    if brand is None:
        raise NotFound("unknown", _("There is nothing with this id, or it is none of yours."), "brand")
    return brand


def _shown(purpose: str, language: str, brand: Brand | None) -> TemplateShown:
    key = brand.pk if brand else None
    subject, html = template_words(purpose, key, language)
    return TemplateShown(
        purpose=purpose,  # type: ignore[arg-type]
        language=language,  # type: ignore[arg-type]
        brand=key,
        is_changed=(purpose, language, key) in changed_templates(),
        subject=subject,
        html=html,
        variables=list(TEMPLATE_OFFERS[purpose].offered),
    )


def _version(row: TemplateVersion) -> VersionShown:
    return VersionShown(id=row.pk, is_built_in=row.is_built_in, subject=row.subject, html=row.html, at=row.at)
