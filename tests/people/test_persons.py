"""What is particular about persons, their addresses and tokens."""

import pytest

from opora.people.actions import (
    add_identity,
    change_organization,
    change_person,
    change_role,
    create_person,
    create_token,
    ensure_person,
    remove_identity,
    set_password,
)
from opora.people.models import Identity, Person
from opora.people.public import Actor, NotAllowed, Refusal, actor_of_token, by_email
from tests.cast import Cast
from tests.picture import last_event

SYSTEM = Actor.system()


def test_one_person_of_many_spellings(cast: Cast) -> None:
    known = ensure_person(actor=SYSTEM, email=" <ANNA@Veter.example>")
    assert known == cast.anna
    assert by_email("Anna@VETER.example") == cast.anna


def test_a_known_name_is_not_overwritten(cast: Cast) -> None:
    assert ensure_person(actor=SYSTEM, email="anna@veter.example", name="Hacker").name == "Анна Ковалёва"


def test_the_organization_follows_from_the_domain(cast: Cast) -> None:
    assert ensure_person(actor=SYSTEM, email="ivan@veter.example").organization == cast.severny


@pytest.mark.parametrize(
    "address", ["", "anna", "a b@c.example", "anna@", "anna@-.example", "a\x00@b.example"]
)
def test_what_is_no_address_is_refused(cast: Cast, address: str) -> None:
    with pytest.raises(Refusal) as refused:
        ensure_person(actor=SYSTEM, email=address)
    assert refused.value.code == "bad_address"


@pytest.mark.parametrize("address", ["иван@почта.рф", "jana@háčky.cz"])
def test_addresses_of_other_scripts_are_addresses(cast: Cast, address: str) -> None:
    assert ensure_person(actor=SYSTEM, email=address).email == address


def test_text_that_no_database_keeps_is_cleaned(cast: Cast) -> None:
    person = create_person(actor=SYSTEM, name="A\x00n\ud800na  B\n", language="zh-Hant-TW-x")
    person.refresh_from_db()
    assert (person.name, person.language) == ("Anna B", "zh-Hant-")


def test_an_address_belongs_to_one_person(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        add_identity(actor=SYSTEM, person=cast.mia, kind="email", value="ANNA@veter.example")
    assert refused.value.code == "address_taken"


def test_a_customer_takes_no_address_for_themselves(cast: Cast) -> None:
    """Who could would get the mail that others send from it."""
    with pytest.raises(NotAllowed):
        add_identity(actor=Actor.of(cast.mia), person=cast.mia, kind="email", value="boss@bank.example")


def test_a_customer_does_not_touch_the_note_on_them(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_person(actor=Actor.of(cast.mia), person=cast.mia, note="nice")
    assert change_person(actor=Actor.of(cast.mia), person=cast.mia, name="Mia H.").name == "Mia H."


def test_the_next_address_becomes_the_primary_one(cast: Cast) -> None:
    add_identity(actor=SYSTEM, person=cast.anna, kind="email", value="anna@home.example")
    first = Identity.objects.get(value="anna@veter.example")
    remove_identity(actor=SYSTEM, identity=first)
    assert Person.objects.get(pk=cast.anna.pk).email == "anna@home.example"
    assert Identity.objects.get(value="anna@home.example").is_primary


def test_whoever_signs_in_keeps_an_address(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        remove_identity(actor=SYSTEM, identity=Identity.objects.get(value="vera@severka.example"))
    assert refused.value.code == "address_missing"


def test_the_last_administrator_stays_one_and_active(cast: Cast) -> None:
    with pytest.raises(Refusal, match="only administrator"):
        change_role(actor=Actor.of(cast.adam), person=cast.adam, role="agent")
    with pytest.raises(Refusal, match="only administrator"):
        change_person(actor=Actor.of(cast.adam), person=cast.adam, is_active=False)
    change_role(actor=SYSTEM, person=cast.sofia, role="administrator")
    assert change_role(actor=Actor.of(cast.adam), person=cast.adam, role="agent").role == "agent"


def test_an_organization_keeps_a_name(cast: Cast) -> None:
    with pytest.raises(Refusal):
        change_organization(actor=SYSTEM, organization=cast.severny, name=" \x00 ")


def test_an_organization_that_is_not_changed_says_nothing(cast: Cast) -> None:
    last = last_event()
    change_organization(actor=SYSTEM, organization=cast.severny, name=cast.severny.name, shares_tickets=False)
    assert last_event() == last


def test_a_token_speaks_for_its_person_with_its_scopes(cast: Cast) -> None:
    _, secret = create_token(actor=Actor.of(cast.vera), person=cast.vera, scopes=["read"])
    actor = actor_of_token(secret)
    assert actor is not None
    assert (actor.person, actor.scopes) == (cast.vera, frozenset({"read"}))
    change_person(actor=Actor.of(cast.adam), person=cast.vera, is_active=False)
    assert actor_of_token(secret) is None


def test_a_token_makes_no_stronger_one_and_sets_no_password(cast: Cast) -> None:
    weak = Actor.of(cast.adam, frozenset({"read", "write"}))
    with pytest.raises(NotAllowed):
        create_token(actor=weak, person=cast.adam, scopes=["admin"])
    with pytest.raises(NotAllowed):
        set_password(actor=weak, person=cast.adam, password="another long one")
    with pytest.raises(NotAllowed):  # a sign-in code would be mailed there
        add_identity(actor=weak, person=cast.adam, kind="email", value="thief@elsewhere.example")
    assert create_token(actor=weak, person=cast.adam, scopes=["read"])[0].scopes == ["read"]
    with pytest.raises(NotAllowed):
        change_person(actor=Actor.of(cast.adam, frozenset({"read"})), person=cast.adam, name="x")
