"""Persons, their addresses, what they are at the desk."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup, shapes
from opora.api.protocol import values
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, person_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Email, Given, Id, Line, LongText, Moment, Number, Shown, Truth, unsaid
from opora.events.public import one_act
from opora.people import actions
from opora.people.models import Organization, Person
from opora.people.public import Actor, NotAllowed, find

router = Router(tags=["People"])
RoleName = Literal["customer", "agent", "supervisor", "administrator"]
LanguageName = Literal["", "ru", "cs", "en"]
Phone = Line


class IdentityShown(Shown):
    """An address that a person is known by."""

    id: int
    kind: Literal["email", "phone", "telegram"]
    value: str = Field(description="As the person writes it.")
    is_primary: bool
    undeliverable_at: Moment | None = Field(description="Since when mail to it does not arrive. Staff only.")
    undeliverable_reason: str = Field(description="Why, as a code; empty when it arrives. Staff only.")


class IdentityChange(Given):
    """Only what is named changes."""

    is_primary: values.Yes = unsaid(description="Makes it the first of its kind: answers go there.")
    undeliverable: values.No = unsaid(description="Mail to it arrives again.")


class PersonShown(Shown):
    """A person."""

    id: int
    name: str
    email: str | None
    role: RoleName
    language: str
    time_zone: str
    organization: shapes.Named | None
    identities: list[IdentityShown]
    note: str | None = Field(description="Staff only.")
    is_active: bool
    wants_notices: bool = Field(description="Whether surveys and notices nobody asked for may go to them.")
    created_at: Moment


class Myself(PersonShown):
    """The one who asks, and what this token may do (null: everything the person may)."""

    scopes: list[str] | None


class People(Shown):
    """A page of persons."""

    items: list[PersonShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class PersonFilter(IdPaging):
    """What a list of persons is narrowed to."""

    q: Line | None = Field(None, description="Name or address holds this.")
    role: RoleName | None = None
    organization: Number | None = None
    is_active: Literal["true", "false"] | None = None


class NewPerson(Given):
    """A person to add."""

    name: Line
    email: Email | None = None
    phone: Phone | None = None
    role: RoleName = "customer"
    language: LanguageName = ""
    organization: Id | None = Field(None, description="When left out, it may follow from the mail address.")


class PersonChange(Given):
    """Only what is named changes."""

    name: Line = unsaid()
    note: LongText = unsaid()
    language: LanguageName = unsaid()
    time_zone: Line = unsaid(description="IANA name, as Europe/Prague; empty: the desk's.")
    theme: Literal["", "light", "dark"] = unsaid()
    organization: Id | None = unsaid(description="null: none.")
    is_active: Truth = unsaid(description="Administrators only.")
    wants_notices: Truth = unsaid(description="Answers and confirmations reach them in any case.")
    role: RoleName = unsaid(description="Administrators only.")


class NewIdentity(Given):
    """An address to add."""

    kind: Literal["email", "phone"]
    value: Line


class NewPassword(Given):
    """A password to set: at least ten characters, nothing common."""

    password: Line


@router.get("/me", response=Myself)
def get_myself(request: HttpRequest) -> Myself:
    """Says who asks.

    The person that the token or the session speaks for.
    """
    actor, person = actor_of(request), person_of(request)
    return Myself(
        **shown(person, person).model_dump(),
        scopes=sorted(actor.scopes) if actor.scopes is not None else None,
    )


@router.get("/people", response=People)
def list_people(request: HttpRequest, wanted: Query[PersonFilter]) -> People:
    """Lists persons.

    In the order in which they were added. Staff only.
    """
    viewer = staff_of(request)
    rows = find(wanted.q) if wanted.q else Person.objects.all()
    if wanted.role is not None:
        rows = rows.filter(role=wanted.role)
    if wanted.organization is not None:
        rows = rows.filter(organization=wanted.organization)
    if wanted.is_active is not None:
        rows = rows.filter(is_active=wanted.is_active == "true")
    found, following = by_id(rows.select_related("organization").prefetch_related("identities"), wanted)
    return People(items=[shown(row, viewer) for row in found], next=following)


@router.post("/people", response={201: PersonShown})
@repeatable(201)
def create_person(request: HttpRequest, body: NewPerson) -> PersonShown:
    """Adds a person.

    Customers by any staff, staff by administrators.
    """
    organization = (
        lookup.one(Organization.objects.all(), body.organization, "organization")
        if body.organization
        else None
    )
    person = actions.create_person(
        actor=actor_of(request),
        name=body.name,
        email=body.email or "",
        phone=body.phone or "",
        role=body.role,
        language=body.language,
        organization=organization,
    )
    return shown(person, person_of(request))


@router.get("/people/{id}", response=PersonShown)
def get_person(request: HttpRequest, id: Path[Number]) -> PersonShown:
    """Reads a person.

    Customers may read themselves only.
    """
    return shown(permitted(request, id), person_of(request))


@router.patch("/people/{id}", response=PersonShown)
def change_person(request: HttpRequest, id: Path[Number], body: PersonChange) -> PersonShown:
    """Changes a person.

    Everybody may change their own name, language, time zone and theme; staff those of customers.
    """
    actor, person, told = actor_of(request), permitted(request, id), body.told()
    if person.pk == actor.id and not person.is_staff and {"note", "organization"} & told.keys():
        raise NotAllowed.for_role()
    role, key = told.pop("role", None), told.pop("organization", "")
    organization = (
        lookup.one(Organization.objects.all(), key, "organization") if isinstance(key, int) else key
    )
    notices = told.pop("wants_notices", None)
    with one_act():
        person = actions.change_person(actor=actor, person=person, organization=organization, **told)
        if notices is not None:
            person = actions.change_notices(actor=actor, person=person, wanted=notices)
        if role is not None:
            person = actions.change_role(actor=actor, person=person, role=role)
    return shown(person, person_of(request))


@router.post("/people/{id}/identities", response={201: PersonShown})
@repeatable(201)
def add_identity(request: HttpRequest, id: Path[Number], body: NewIdentity) -> PersonShown:
    """Adds an address to a person."""
    actor, person = actor_of(request), permitted(request, id)
    _not_by_customers(actor)
    actions.add_identity(actor=actor, person=person, kind=body.kind, value=body.value)
    return shown(permitted(request, id), person_of(request))


@router.patch("/people/{id}/identities/{identity}", response=PersonShown)
def change_identity(
    request: HttpRequest, id: Path[Number], identity: Path[Number], body: IdentityChange
) -> PersonShown:
    """Makes an address the first one, or takes the flag from it that mail does not arrive.

    Staff only.
    """
    actor, person = actor_of(request), permitted(request, id)
    _not_by_customers(actor)
    row, told = lookup.one(person.identities.all(), identity), body.told()
    with one_act():
        if "is_primary" in told:
            actions.make_primary(actor=actor, identity=row)
        if "undeliverable" in told:
            actions.note_deliverability(actor=actor, identity=row, reason="")
    return shown(permitted(request, id), person_of(request))


@router.delete("/people/{id}/identities/{identity}", response={204: None})
def remove_identity(request: HttpRequest, id: Path[Number], identity: Path[Number]) -> None:
    """Takes an address away from a person."""
    actor, person = actor_of(request), permitted(request, id)
    _not_by_customers(actor)
    actions.remove_identity(actor=actor, identity=lookup.one(person.identities.all(), identity))


def _not_by_customers(actor: Actor) -> None:
    """An address decides whose mail joins whose ticket: nobody may claim one without proof that it is theirs."""
    if not actor.is_staff:
        raise NotAllowed.for_role()


@router.put("/people/{id}/password", response={204: None})
def set_password(request: HttpRequest, id: Path[Number], body: NewPassword) -> None:
    """Sets a password.

    One's own, or anybody's by an administrator; needs the scope “admin”. Weak ones are refused, saying why.
    """
    actor = actor_of(request)
    actor.require_scope("admin")
    actions.set_password(actor=actor, person=permitted(request, id), password=body.password)


def permitted(request: HttpRequest, key: int) -> Person:
    """The person, if the one who asks may know of them. Raises NotFound."""
    everybody, viewer = (
        Person.objects.select_related("organization").prefetch_related("identities"),
        person_of(request),
    )
    return lookup.one(everybody if viewer.is_staff else everybody.filter(pk=viewer.pk), key)


def shown(person: Person, viewer: Person) -> PersonShown:
    """A person as answers have them."""
    role: Any = person.role
    identities: list[Any] = [
        {
            "id": row.pk,
            "kind": row.kind,
            "value": row.shown,
            "is_primary": row.is_primary,
            "undeliverable_at": row.undeliverable_at if viewer.is_staff else None,
            "undeliverable_reason": row.undeliverable_reason if viewer.is_staff else "",
        }
        for row in person.identities.all()
    ]
    return PersonShown(
        id=person.pk,
        name=person.name,
        email=person.email,
        role=role,
        language=person.language,
        time_zone=person.time_zone,
        organization=shapes.organization(person.organization),
        identities=identities,
        note=person.note if viewer.is_staff else None,
        is_active=person.is_active,
        wants_notices=person.notices_refused_at is None,
        created_at=person.created_at,
    )
