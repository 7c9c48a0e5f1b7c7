"""The stream of `/live` as a browser has it: who may listen, what they hear, how they resume."""

from collections.abc import Callable

import pytest

from opora.desk.actions import grant_access
from opora.desk.actions.examine import examine
from opora.desk.health import checks
from opora.desk.models import Level
from opora.events.public import number_committed
from opora.live import opening, stream
from opora.people.actions import change_person
from opora.people.public import Actor
from opora.tickets.actions import add_note, open_ticket, transfer
from opora.tickets.models import Channel, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.live.conftest import Page

Visit = Callable[..., Page]
SYSTEM = Actor.system()


def ask(cast: Cast, subject: str = "Где мой заказ?") -> Ticket:
    """A new request, which comes to the first line."""
    actor = Actor.of(cast.anna)
    words = Words(text="Здравствуйте!")
    return open_ticket(actor=actor, requester=cast.anna, subject=subject, words=words, channel=Channel.MAIL)


def note(cast: Cast, ticket: Ticket) -> None:
    add_note(actor=SYSTEM, ticket=ticket, words=Words(text="звонили"))


def test_strangers_and_customers_hear_nothing(cast: Cast, visit: Visit) -> None:
    assert visit().status == 401
    assert visit(cast.anna).status == 403
    assert visit(cast.vera, method="POST").status == 405


def test_a_new_request_is_heard_at_once(cast: Cast, visit: Visit) -> None:
    page = visit(cast.vera)
    assert page.status == 200
    assert page.response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert page.next() == ("open", {})
    ticket = ask(cast)
    assert page.next() == ("changed", {"tickets": [ticket.pk], "new": [ticket.pk]})
    assert page.position == number_committed()
    note(cast, ticket)
    assert page.next() == ("changed", {"tickets": [ticket.pk], "new": []})


def test_nobody_hears_of_other_departments(cast: Cast, visit: Visit) -> None:
    here, elsewhere = visit(cast.vera), visit(cast.petr)
    assert here.next() == elsewhere.next() == ("open", {})
    unheard, moved = ask(cast), ask(cast, "Faktura")
    while here.next()[1]["tickets"][-1] != moved.pk:
        pass
    transfer(actor=SYSTEM, ticket=moved, department=cast.billing)
    assert elsewhere.next() == ("changed", {"tickets": [moved.pk], "new": []})
    # Whoever loses sight of a ticket hears it once more, to take it off the list; then no more.
    assert here.next() == ("changed", {"tickets": [moved.pk], "new": []})
    note(cast, moved)
    assert elsewhere.next()[1]["tickets"] == [moved.pk]
    note(cast, unheard)
    assert here.next()[1]["tickets"] == [unheard.pk]


def test_a_page_that_was_away_hears_what_it_missed(cast: Cast, visit: Visit) -> None:
    before = number_committed()
    first, second = ask(cast), ask(cast)
    page = visit(cast.vera, last=before)
    assert page.next() == ("open", {})
    assert page.next() == ("changed", {"tickets": [first.pk, second.pk], "new": [first.pk, second.pk]})
    assert visit(cast.petr, last=before).next() == ("open", {})


@pytest.mark.parametrize("last", [-1, 10**6, 10**30])
def test_a_page_that_cannot_resume_is_told_to_reload(cast: Cast, visit: Visit, last: int) -> None:
    assert visit(cast.vera, last=last).next() == ("reload", {})


def test_a_page_that_was_away_too_long_is_told_to_reload(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "FURTHEST_BACK", 3)
    page = visit(cast.vera, last=number_committed() - 4)
    assert page.next() == ("reload", {})
    ticket = ask(cast)
    assert page.next()[1]["tickets"] == [ticket.pk]


def test_access_that_changes_is_noticed(cast: Cast, visit: Visit) -> None:
    page = visit(cast.petr)
    assert page.next() == ("open", {})
    grant_access(actor=SYSTEM, person=cast.petr, department=cast.first_line, level=Level.READ)
    assert page.next() == ("reload", {})
    ticket = ask(cast)
    assert page.next()[1]["tickets"] == [ticket.pk]
    change_person(actor=SYSTEM, person=cast.petr, is_active=False)
    assert page.next() == ("end", {})


def test_supervisors_hear_that_the_desk_s_health_changed(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_CHECKS", {})
    checks.announce("patient", lambda: [checks.Finding("hurts", True, "It hurts.")])
    page, agent = visit(cast.sofia), visit(cast.vera)
    assert page.next() == agent.next() == ("open", {})
    examine(actor=SYSTEM)
    assert page.next() == ("changed", {"tickets": [], "new": []})
    ticket = ask(cast)
    assert agent.next()[1]["tickets"] == [ticket.pk]


def test_a_quiet_stream_shows_that_it_lives(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.1)
    page = visit(cast.vera)
    assert page.next() == ("open", {})
    assert page.block() == [": still here"]


def test_one_event_reaches_hundreds_of_pages(cast: Cast, visit: Visit) -> None:
    pages = [visit(cast.vera) for _ in range(200)]
    for page in pages:
        assert page.next() == ("open", {})
    ticket = ask(cast)
    for page in pages:
        assert page.next()[1]["tickets"] == [ticket.pk]
