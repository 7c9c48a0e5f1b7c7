"""Apps registered at mail providers, with which mailboxes sign in (OAuth 2). Secrets go in and never come out."""

from datetime import date
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import FilledLine, Given, Line, Moment, Number, Shown, Truth, unsaid
from opora.desk import actions
from opora.desk.models import SignInApp

router = Router(tags=["Mailboxes"])
ProviderName = Literal["microsoft", "google", "other"]
Address = Annotated[
    str, Field(max_length=500, pattern=r"^[^\x00-\x20]*$", examples=["https://login.example/token"])
]
Scopes = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class SignInAppShown(Shown):
    """An app of a provider."""

    id: int
    name: str
    provider: ProviderName
    client_id: str
    has_client_secret: bool
    tenant: str
    as_app: bool
    authorize_url: str
    token_url: str
    scopes: str
    secret_expires_on: date | None
    created_at: Moment


class SignInApps(Shown):
    """A page of apps."""

    items: list[SignInAppShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class SignInAppChange(Given):
    """Only what is named changes; a secret that is not named stays."""

    name: FilledLine = unsaid()
    provider: ProviderName = unsaid()
    client_id: FilledLine = unsaid()
    client_secret: Scopes = unsaid()
    tenant: Line = unsaid(description="Microsoft's directory.")
    as_app: Truth = unsaid(description="Nobody signs in: the app itself has been given the mailboxes.")
    authorize_url: Address = unsaid(description="Where one signs in; known for Microsoft and Google.")
    token_url: Address = unsaid(description="Where tokens are given; known for Microsoft and Google.")
    scopes: Scopes = unsaid(description="With blanks between; known for Microsoft and Google.")
    secret_expires_on: date | None = unsaid(description="A health card reminds two weeks before.")


class NewSignInApp(SignInAppChange):
    """An app to register here."""

    name: FilledLine
    provider: ProviderName
    client_id: FilledLine


@router.get("/sign-in-apps", response=SignInApps)
def list_sign_in_apps(request: HttpRequest, paging: Query[IdPaging]) -> SignInApps:
    """Lists sign-in apps.

    Administrators only.
    """
    found, following = by_id(_all(request), paging)
    return SignInApps(items=[_shown(row) for row in found], next=following)


@router.post("/sign-in-apps", response={201: SignInAppShown})
@repeatable(201)
def create_sign_in_app(request: HttpRequest, body: NewSignInApp) -> SignInAppShown:
    """Registers an app here that was made at a provider.

    Administrators only. Somebody then signs in to each mailbox in the interface, unless the app acts by itself.
    """
    return _shown(actions.create_sign_in_app(actor=actor_of(request), **body.told()))


@router.get("/sign-in-apps/{id}", response=SignInAppShown)
def get_sign_in_app(request: HttpRequest, id: Path[Number]) -> SignInAppShown:
    """Reads a sign-in app.

    Administrators only.
    """
    return _shown(lookup.one(_all(request), id))


@router.patch("/sign-in-apps/{id}", response=SignInAppShown)
def change_sign_in_app(request: HttpRequest, id: Path[Number], body: SignInAppChange) -> SignInAppShown:
    """Changes a sign-in app.

    Administrators only.
    """
    row = lookup.one(_all(request), id)
    return _shown(actions.change_sign_in_app(actor=actor_of(request), app=row, **body.told()))


def _all(request: HttpRequest) -> QuerySet[SignInApp]:
    actor_of(request).require_administrator()
    return SignInApp.objects.all()


def _shown(row: SignInApp) -> SignInAppShown:
    plain = {name: getattr(row, name) for name in SignInAppShown.model_fields if hasattr(SignInApp, name)}
    return SignInAppShown(**{**plain, "id": row.pk, "has_client_secret": bool(row.client_sealed)})
