"""The verb: add an address to a person."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act, record
from opora.people import addresses
from opora.people.actions.file_under import file_under
from opora.people.actor import Actor
from opora.people.kinds import IdentityAdded
from opora.people.models import Identity, IdentityKind, Person
from opora.people.refusal import Refusal
from opora.people.sign_in_addresses import follow
from opora.people.writing import one_line


@one_act()
def add_identity(
    *, actor: Actor, person: Person, kind: str, value: str, because: Cause | None = None
) -> Identity:
    """Adds a mail address or phone. Any staff may for customers; for staff only an administrator or they themselves.

    A token needs the scope “admin” for staff: whoever reads mail at a new address can sign in as its person.
    Refuses an address that somebody else has; adding the person's own again changes nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    require_for(actor, person, scope="admin")
    actor.require_staff()  # a customer who could would get what others write from that address
    if kind not in IdentityKind.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "kind")
    identity = attach(person, IdentityKind(kind), value, actor, because)
    file_under(person)
    return identity


def require_for(actor: Actor, person: Person, scope: str = "write") -> None:
    """Raises NotAllowed unless the actor may change this person's details; `scope`: a token's, for staff."""
    if actor.is_person(person) or person.is_staff:
        actor.require_own(person, scope if person.is_staff else "write")
    else:
        actor.require_staff()


def attach(
    person: Person,
    kind: IdentityKind,
    value: str,
    actor: Actor,
    because: Cause | None,
    *,
    is_new: bool = False,
) -> Identity:
    """Adds the row and the event; the first address of a kind is the primary one. For verbs of this room.

    `is_new`: the person was added a moment ago, has no address of this kind yet, and nobody else has this one.
    """
    normal = normalised(kind, value)
    owner = None if is_new else owner_of(kind, normal)
    if owner == person.pk:
        return Identity.objects.get(kind=kind, value=normal)
    if owner is not None:
        raise taken(kind)
    first = is_new or not person.identities.filter(kind=kind).exists()
    identity = Identity(
        person=person,
        kind=kind,
        value=normal,
        shown=one_line(value, 254),
        is_primary=first,
        created_at=clock.now(),
    )
    identity.save(force_insert=True)
    if kind == IdentityKind.EMAIL and first and person.email != normal:
        person.email = normal
        person.save(update_fields=["email"])
    if person.is_staff:
        follow(person)
    record(IdentityAdded(person.pk, identity.pk, str(kind)), actor=actor, because=because)
    return identity


def owner_of(kind: IdentityKind, normal: str) -> int | None:
    """Whose address it is already, by id."""
    return next(iter(Identity.objects.filter(kind=kind, value=normal).values_list("person", flat=True)), None)


def taken(kind: IdentityKind) -> Refusal:
    """Why an address can't be given to a second person."""
    return Refusal("address_taken", _("Somebody else has this address already."), str(kind))


def normalised(kind: IdentityKind, value: str) -> str:
    """The one spelling of an address by which it is found."""
    if kind == IdentityKind.EMAIL:
        return addresses.email(value)
    if kind == IdentityKind.PHONE:
        return addresses.phone(value)
    name = one_line(value, 254).lower()
    if not name:
        raise Refusal("empty", _("Write something first."), str(kind))
    return name
