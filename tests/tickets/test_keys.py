"""Keys of tickets open one ticket for one person."""

from opora.people.models import Person
from opora.tickets.models import Status
from opora.tickets.public import key_for, person_of
from tests.cast import Cast


def test_a_key_names_its_person(cast: Cast) -> None:
    ticket = cast.tickets[Status.OPEN]
    assert person_of(ticket, key_for(ticket, cast.anna)) == cast.anna


def test_a_key_opens_no_other_ticket_and_is_nobody_elses(cast: Cast) -> None:
    ticket, other = cast.tickets[Status.OPEN], cast.tickets[Status.PENDING]
    key = key_for(ticket, cast.anna)
    signature = key.partition("-")[2]
    assert person_of(other, key) is None
    assert person_of(ticket, f"{cast.mia.pk:x}-{signature}") is None


def test_nonsense_is_nobodys_key(cast: Cast) -> None:
    ticket = cast.tickets[Status.OPEN]
    for key in ["", "-", "zz-zz", "1", f"{2**70:x}-00", "-1-ab", f"{cast.anna.pk:x}-Ж"]:
        assert person_of(ticket, key) is None


def test_somebody_inactive_has_no_key_any_more(cast: Cast) -> None:
    ticket = cast.tickets[Status.OPEN]
    key = key_for(ticket, cast.anna)
    Person.objects.filter(pk=cast.anna.pk).update(is_active=False)
    assert person_of(ticket, key) is None
