"""Who sees what: the two doors agree, whatever the access rows say."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.desk.models import Access, Level
from opora.people.models import Person
from opora.people.public import Actor, NotFound, Role
from opora.tickets.access import CUSTOMER_VERBS, STAFF_VERBS
from opora.tickets.models import Collaborator, Ticket
from opora.tickets.public import may, obtain, visible_to
from tests.cast import Cast

ROLES = st.sampled_from(Role.values)
LEVELS = st.none() | st.sampled_from(Level.values)


def _expected(person: Person, ticket: Ticket, level: int | None) -> bool:
    """The rule in other words: who should see the ticket."""
    if not person.is_active:
        return False
    if person.role == Role.CUSTOMER:
        shares = person.organization is not None and person.organization.shares_tickets
        company = shares and ticket.organization_id == person.organization_id
        joined = Collaborator.objects.filter(ticket=ticket, person=person).exists()
        return ticket.requester_id == person.pk or company or joined
    if person.role == Role.ADMINISTRATOR or ticket.assignee_id == person.pk:
        return True
    ordinary = Level.MANAGE if person.role == Role.SUPERVISOR else Level.NONE
    return (ordinary if level is None else level) >= Level.READ


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    role=ROLES,
    active=st.booleans(),
    first_line=LEVELS,
    billing=LEVELS,
    shares=st.booleans(),
    company=st.booleans(),
    requests=st.booleans(),
    joins=st.booleans(),
    has=st.booleans(),
)
def test_the_doors_agree(
    cast: Cast,
    role: str,
    active: bool,
    first_line: int | None,
    billing: int | None,
    shares: bool,
    company: bool,
    requests: bool,
    joins: bool,
    has: bool,
) -> None:
    with transaction.atomic():
        cast.severny.shares_tickets = shares
        cast.severny.save()
        organization = cast.severny if company else None
        Person.objects.filter(pk=cast.petr.pk).update(role=role, is_active=active, organization=organization)
        Access.objects.filter(person=cast.petr).delete()
        rows = {cast.first_line: first_line, cast.billing: billing}
        Access.objects.bulk_create(
            Access(person=cast.petr, department=place, level=level)
            for place, level in rows.items()
            if level is not None
        )
        Ticket.objects.filter(pk=cast.tickets["new"].pk).update(department=cast.billing)
        if requests:
            Ticket.objects.filter(pk=cast.tickets["open"].pk).update(requester=cast.petr, organization=None)
        if joins:
            Collaborator.objects.create(ticket=cast.tickets["hold"], person=cast.petr)
        if has:
            Ticket.objects.filter(pk=cast.tickets["new"].pk).update(assignee=cast.petr)
        _compare(Person.objects.get(pk=cast.petr.pk), {place.pk: level for place, level in rows.items()})
        transaction.set_rollback(True)


def _compare(person: Person, levels: dict[int, int | None]) -> None:
    actor, seen = Actor.of(person), set(visible_to(person))
    assert visible_to(person).count() == len(seen), "no ticket twice"
    for ticket in Ticket.objects.all():
        expected = _expected(person, ticket, levels[ticket.department_id])
        assert may(actor, ticket, "see") == (ticket in seen) == expected
        for verb in set(STAFF_VERBS) | CUSTOMER_VERBS | {"nonsense"}:
            assert not may(actor, ticket, verb) or expected, verb
            if not person.is_staff and may(actor, ticket, verb):
                assert verb in CUSTOMER_VERBS
        if not expected:
            for verb in ("see", "reply"):
                with pytest.raises(NotFound):
                    obtain(person, ticket.pk, verb)


@pytest.mark.parametrize("number", [0, -1, 10**6, 2**63, 10**40])
def test_no_ticket_and_a_hidden_ticket_look_the_same(cast: Cast, number: int) -> None:
    with pytest.raises(NotFound) as missing:
        obtain(cast.mia, number)
    with pytest.raises(NotFound) as hidden:
        obtain(cast.mia, cast.tickets["open"].pk)
    assert str(missing.value) == str(hidden.value)
    assert missing.value.code == hidden.value.code


def test_a_token_that_may_only_write_does_not_read(cast: Cast) -> None:
    from opora.people.public import NotAllowed

    with pytest.raises(NotAllowed):
        obtain(Actor.of(cast.vera, frozenset({"write"})), cast.tickets["open"].pk)
