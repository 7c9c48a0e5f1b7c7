"""The desk's mail addresses. Passwords go in and never come out."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Email, Given, Id, Line, Moment, Number, Port, Shown, Truth, unsaid
from opora.desk import actions
from opora.desk.models import Mailbox, OutgoingServer, SignInApp
from opora.mail.public import test_connection

router = Router(tags=["Mailboxes"])
IncomingName = Literal["door", "imap", "pop3", "http"]
SignInName = Literal["password", "oauth"]
SecurityName = Literal["tls", "starttls", "plain"]
FirstVisitName = Literal["new", "unread", "all"]
AfterFetchName = Literal["seen", "flag", "keyword", "move", "delete"]
Folder = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class MailboxShown(Shown):
    """An address, how its mail comes in and how answers go out."""

    id: int
    address: str
    department: int
    incoming: IncomingName
    in_host: str
    in_port: int | None
    in_security: SecurityName
    in_sign_in: SignInName
    in_login: str
    has_in_password: bool
    folder: str
    more_folders: Annotated[
        list[str],
        Field(description="Looked at each minute; a name with `/*` at its end is a folder and all below it."),
    ]
    first_visit: Annotated[
        FirstVisitName,
        Field(description="Which mails become requests of those that are there at the first visit."),
    ]
    after_fetch: AfterFetchName
    move_to: str
    out_server: Annotated[int | None, Field(description="The shared server that answers go through.")]
    out_host: str
    out_port: int | None
    out_security: SecurityName
    out_sign_in: SignInName
    out_login: str
    has_out_password: bool
    sign_in_app: Annotated[int | None, Field(description="The app with which it signs in (OAuth 2).")]
    signed_in_as: Annotated[
        str | None,
        Field(
            description="Whose permission the desk holds; null: nobody has signed in, which needs a browser."
        ),
    ]
    is_active: bool
    created_at: Moment


class Mailboxes(Shown):
    """A page of mailboxes."""

    items: list[MailboxShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class MailboxChange(Given):
    """Only what is named changes; a password that is not named stays."""

    address: Email = unsaid()
    department: Id = unsaid()
    incoming: IncomingName = unsaid()
    in_host: Line = unsaid()
    in_port: Port | None = unsaid()
    in_security: SecurityName = unsaid()
    in_sign_in: SignInName = unsaid()
    in_login: Line = unsaid()
    in_password: Line = unsaid()
    folder: Folder = unsaid()
    more_folders: Annotated[list[Folder], Field(max_length=100)] = unsaid()
    first_visit: FirstVisitName = unsaid()
    after_fetch: AfterFetchName = unsaid()
    move_to: Line = unsaid()
    out_server: Id | None = unsaid(description="null: none.")
    out_host: Line = unsaid()
    out_port: Port | None = unsaid()
    out_security: SecurityName = unsaid()
    out_sign_in: SignInName = unsaid()
    out_login: Line = unsaid()
    out_password: Line = unsaid()
    sign_in_app: Id | None = unsaid(description="null: none.")
    is_active: Truth = unsaid()


class StepShown(Shown):
    """One step of a trial."""

    step: str
    is_good: bool | None = Field(description="null: not tried, because an earlier one failed.")
    label: str
    words: str = Field(description="What is wrong and what to do.")
    detail: str = Field(description="What the server said.")


class Trial(Shown):
    """What happened when the mailbox's servers were tried."""

    steps: list[StepShown]


class NewMailbox(MailboxChange):
    """A mailbox to make."""

    address: Email
    department: Id


@router.get("/mailboxes", response=Mailboxes)
def list_mailboxes(request: HttpRequest, paging: Query[IdPaging]) -> Mailboxes:
    """Lists mailboxes.

    Administrators only.
    """
    found, following = by_id(_all(request), paging)
    return Mailboxes(items=[_shown(row) for row in found], next=following)


@router.post("/mailboxes", response={201: MailboxShown})
@repeatable(201)
def create_mailbox(request: HttpRequest, body: NewMailbox) -> MailboxShown:
    """Makes a mailbox.

    Administrators only.
    """
    return _shown(actions.create_mailbox(actor=actor_of(request), **_values(request, body)))


@router.get("/mailboxes/{id}", response=MailboxShown)
def get_mailbox(request: HttpRequest, id: Path[Number]) -> MailboxShown:
    """Reads a mailbox.

    Administrators only.
    """
    return _shown(lookup.one(_all(request), id))


@router.patch("/mailboxes/{id}", response=MailboxShown)
def change_mailbox(request: HttpRequest, id: Path[Number], body: MailboxChange) -> MailboxShown:
    """Changes a mailbox.

    Administrators only.
    """
    row = lookup.one(_all(request), id)
    return _shown(actions.change_mailbox(actor=actor_of(request), mailbox=row, **_values(request, body)))


@router.post("/mailboxes/{id}/test", response=Trial)
def test_mailbox(request: HttpRequest, id: Path[Number]) -> Trial:
    """Tries to fetch and to send: connects and signs in; fetches and sends nothing.

    Administrators only. Takes up to a minute and a half when servers are silent.
    """
    steps = test_connection(lookup.one(_all(request), id))
    return Trial(
        steps=[
            StepShown(step=one.key, is_good=one.is_good, label=one.label, words=one.words, detail=one.detail)
            for one in steps
        ]
    )


def _all(request: HttpRequest) -> QuerySet[Mailbox]:
    actor_of(request).require_administrator()
    return Mailbox.objects.select_related("grant")


def _values(request: HttpRequest, body: MailboxChange) -> dict[str, Any]:
    actor_of(request).require_administrator()
    values = body.told()
    if "department" in values:
        values["department"] = lookup.department(values["department"])
    for name, rows in {"sign_in_app": SignInApp.objects, "out_server": OutgoingServer.objects}.items():
        if values.get(name) is not None:
            values[name] = lookup.one(rows.all(), values[name], name)
    return values


def _shown(row: Mailbox) -> MailboxShown:
    plain = {name: getattr(row, name) for name in MailboxShown.model_fields if hasattr(Mailbox, name)}
    grant = getattr(row, "grant", None)
    rest = {
        "id": row.pk,
        "department": row.department_id,
        "out_server": row.out_server_id,
        "sign_in_app": row.sign_in_app_id,
        "signed_in_as": (grant.account or row.in_login or row.address) if grant else None,
    }
    return MailboxShown(
        **{**plain, **rest, "has_in_password": bool(row.in_sealed), "has_out_password": bool(row.out_sealed)}
    )
