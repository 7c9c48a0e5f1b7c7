"""What is kept drawn of a ticket's page shows nothing old, nothing of others, and works."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from opora.desk.actions import grant_access
from opora.desk.models import Level
from opora.events.public import clock
from opora.mail.actions import take_back
from opora.people.actions import change_person
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.actions import add_note, assign, reply
from opora.tickets.models import Message, Ticket
from opora.tickets.public import Words
from opora.workspace.conversation import drawing
from opora.workspace.routes import Part, address
from opora.workspace.urls import urlpatterns
from tests.cast import Cast
from tests.workspace.conftest import HTMX, SignIn


def timeline(client: Client, ticket: Ticket) -> str:
    answer = client.get(f"/desk/tickets/{ticket.pk}", headers={**HTMX, "X-Opora-Part": "timeline"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_equal_part_is_not_drawn_again(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["pending"]
    timeline(vera, ticket)
    before = drawing._kept.cache_info()
    timeline(vera, ticket)
    after = drawing._kept.cache_info()
    assert (after.misses, after.hits > before.hits) == (before.misses, True)


def test_each_reads_their_own_language_and_zone(cast: Cast, vera: Client, sign_in: SignIn) -> None:
    ticket = cast.tickets["pending"]
    cast.vera = change_person(
        actor=Actor.system(), person=cast.vera, language="en", time_zone="Europe/Prague"
    )
    cast.sofia = change_person(actor=Actor.system(), person=cast.sofia, language="cs", time_zone="Asia/Tokyo")
    assign(actor=Actor.of(cast.sofia), ticket=ticket, to=cast.sofia)
    for _twice in range(2):
        english, czech = timeline(vera, ticket), timeline(sign_in(cast.sofia), ticket)
        assert "More about this message" in english and "Více o této zprávě" in czech
        assert re.findall(r'title="([^"]+)" data-form="long"', english) != re.findall(
            r'title="([^"]+)" data-form="long"', czech
        )


def test_rights_are_each_readers_own(cast: Cast, vera: Client, sign_in: SignIn, give_read: Person) -> None:
    ticket = cast.tickets["pending"]
    for _twice in range(2):
        assert "/split/" in timeline(vera, ticket)
        assert "/split/" not in timeline(sign_in(give_read), ticket)


@pytest.fixture
def give_read(cast: Cast) -> Person:
    """Somebody who may only read in the first line."""
    grant_access(actor=Actor.system(), person=cast.petr, department=cast.first_line, level=Level.READ)
    return cast.petr


def test_changed_and_erased_words_are_gone_at_once(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["pending"]
    note = add_note(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="a secret of theirs"))
    assert "a secret of theirs" in timeline(vera, ticket)
    Message.objects.filter(pk=note.pk).update(text="erased", visible="erased")
    assert "a secret of theirs" not in timeline(vera, ticket)
    Person.objects.filter(pk=cast.vera.pk).update(name="Vera Another")
    assert "Vera Another" in timeline(vera, ticket)
    note.delete()
    assert "erased" not in timeline(vera, ticket)


def test_an_answer_counts_its_seconds_down_and_goes_when_taken_back(cast: Cast, vera: Client) -> None:
    ticket, actor = cast.tickets["open"], Actor.of(cast.vera)
    message = reply(actor=actor, ticket=ticket, words=Words(text="too quick"), channel="desk", leaves_in=60)
    now = clock.now()
    left = []
    for seconds in (5, 25):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            left += re.findall(r'data-left="(\d+)"', timeline(vera, ticket))
    assert len(left) == 2 and int(left[0]) - int(left[1]) == 20
    take_back(actor=actor, message=message)
    assert "too quick" not in timeline(vera, ticket)


def test_today_becomes_yesterday(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    cast.vera = change_person(actor=Actor.system(), person=cast.vera, language="en")
    assert "today, " in timeline(vera, ticket)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        page = timeline(vera, ticket)
    assert "today, " not in page and "yesterday, " in page


def test_forms_that_are_kept_hold_the_readers_own_token(cast: Cast, sign_in: SignIn) -> None:
    ticket = cast.tickets["open"]
    assign(actor=Actor.of(cast.vera), ticket=ticket, to=cast.egor)
    for person in (cast.vera, cast.egor):
        client = sign_in(person)
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        page = strict.get(f"/desk/tickets/{ticket.pk}").content.decode()
        assert drawing._TOKEN not in page
        assert len(set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page))) == 1
        form = re.search(
            rf'action="(/desk/tickets/{ticket.pk}/undo/[^"]+)".*?name="csrfmiddlewaretoken" value="([^"]+)"',
            page,
        )
        assert form is not None
    assert strict.post(form[1], {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post(form[1], {"csrfmiddlewaretoken": form[2]}).status_code == 302


def test_addresses_are_those_of_django() -> None:
    values: dict[str, Part] = {
        "number": 4711,
        "key": 12,
        "identity": 3,
        "name": "счёт {0} & «1»/%.pdf",
        "act": uuid.uuid4(),
        "place": 5,
        "signature": "a-b",
    }
    names = {route.name for route in urlpatterns if route.name}
    assert len(names) > 30
    for route in urlpatterns:
        parts = [values[name] for name in _parameters(str(route.pattern))]
        assert address(str(route.name), *parts) == reverse(f"workspace:{route.name}", args=parts)


def _parameters(route: str) -> list[str]:
    return re.findall(r"<(?:\w+:)?(\w+)>", route)
