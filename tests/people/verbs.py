"""Every verb of people: how to call it, who may, what a repetition does."""

from collections.abc import Callable
from dataclasses import dataclass

from opora.people import actions
from opora.people.models import Identity
from opora.people.public import Actor, NotAllowed, Refusal
from tests.cast import Cast

Call = Callable[[Cast, Actor], object]
Who = dict[str, type[Refusal] | None]

ADMINISTRATORS: Who = {
    "agent": NotAllowed,
    "stranger": NotAllowed,
    "supervisor": NotAllowed,
    "administrator": None,
    "customer": NotAllowed,
    "other_customer": NotAllowed,
}
STAFF: Who = ADMINISTRATORS | {"agent": None, "stranger": None, "supervisor": None}


@dataclass(frozen=True)
class Verb:
    """`prepare` comes before. `silent_again`: a repetition changes nothing; else it makes another one or is refused
    by `again`."""

    call: Call
    who: Who
    silent_again: bool = True
    again: type[Refusal] | None = None
    scope: str = "write"
    prepare: Callable[[Cast], object] = lambda cast: None


def _phone(cast: Cast, actor: Actor) -> object:
    return actions.add_identity(actor=actor, person=cast.anna, kind="phone", value="+7 921 555-01-02")


def _remove(cast: Cast, actor: Actor) -> object:
    gone = Identity(pk=0, person=cast.anna, kind="email", value="")
    row = Identity.objects.filter(person=cast.anna, kind="email").first() or gone
    return actions.remove_identity(actor=actor, identity=row)


def _revoke(cast: Cast, actor: Actor) -> object:
    token = cast.adam.tokens.first()
    if token is None:
        token, _ = actions.create_token(actor=Actor.system(), person=cast.adam, name="old")
    return actions.revoke_token(actor=actor, token=token)


def _second(cast: Cast) -> Identity:
    """Another address of Anna's."""
    actions.add_identity(actor=Actor.system(), person=cast.anna, kind="email", value="anna@home.example")
    return Identity.objects.get(value="anna@home.example")


VERBS: dict[str, Verb] = {
    "make_primary": Verb(
        lambda cast, actor: actions.make_primary(
            actor=actor, identity=Identity.objects.get(value="anna@home.example")
        ),
        STAFF,
        prepare=lambda cast: _second(cast),
    ),
    "note_deliverability": Verb(
        lambda cast, actor: actions.note_deliverability(
            actor=actor, identity=cast.anna.identities.get(value="anna@veter.example"), reason="mailbox_full"
        ),
        STAFF,
    ),
    "create_person": Verb(
        lambda cast, actor: actions.create_person(
            actor=actor, name="Jana Nová", email="jana@posta.example", phone="+420 601 123 456"
        ),
        STAFF,
        silent_again=False,
        again=Refusal,
    ),
    "ensure_person": Verb(
        lambda cast, actor: actions.ensure_person(actor=actor, email="<New@Posta.example> ", name="Nová"),
        STAFF,
    ),
    "change_notices": Verb(
        lambda cast, actor: actions.change_notices(actor=actor, person=cast.anna, wanted=False),
        STAFF | {"customer": None},
    ),
    "change_person": Verb(
        lambda cast, actor: actions.change_person(
            actor=actor, person=cast.anna, name="Анна К.", note="постоянный клиент", organization=None
        ),
        STAFF,
    ),
    "change_role": Verb(
        lambda cast, actor: actions.change_role(actor=actor, person=cast.mia, role="agent"),
        ADMINISTRATORS,
        scope="admin",
    ),
    "set_password": Verb(
        lambda cast, actor: actions.set_password(
            actor=actor, person=cast.petr, password="a long new password"
        ),
        ADMINISTRATORS | {"stranger": None},
        silent_again=False,
        scope="admin",
    ),
    "add_identity": Verb(_phone, STAFF),
    "remove_identity": Verb(_remove, STAFF | {"customer": None}),
    "create_organization": Verb(
        lambda cast, actor: actions.create_organization(
            actor=actor, name="Ромашка", domains=["romashka.example"]
        ),
        STAFF,
        silent_again=False,
        again=Refusal,
    ),
    "change_organization": Verb(
        lambda cast, actor: actions.change_organization(
            actor=actor,
            organization=cast.severny,
            name="Северный ветер, ООО",
            shares_tickets=True,
            domains=["veter.example", "sv.example"],
        ),
        STAFF,
    ),
    "create_token": Verb(
        lambda cast, actor: actions.create_token(actor=actor, person=cast.petr, scopes=["read"])[0],
        ADMINISTRATORS | {"stranger": None},
        silent_again=False,
        scope="admin",
    ),
    "revoke_token": Verb(
        _revoke,
        ADMINISTRATORS,
        prepare=lambda cast: actions.create_token(actor=Actor.system(), person=cast.adam),
    ),
}
