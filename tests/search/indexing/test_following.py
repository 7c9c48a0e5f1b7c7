"""The index follows the desk: what is found after each change, and that following equals making all anew."""

from datetime import timedelta

import pytest

from opora.events import readers
from opora.events.public import catch_up, clock, last_position, standings
from opora.people.actions import change_person
from opora.people.public import Actor
from opora.search.engines.choice import engine
from opora.search.file_text import sweeping as reading
from opora.search.indexing import keeping, rebuilding, sweeping
from opora.search.models import Document, Form
from opora.search.public import find
from opora.search.reader import Index
from opora.search.words.asking import Term
from opora.tickets.actions import change_subject, merge, open_ticket, reply, split, withdraw
from opora.tickets.models import Message, Ticket
from opora.tickets.public import NewFile, Words
from tests.cast import Cast
from tests.search.library import stock

SYSTEM = Actor.system()


def found(cast: Cast, query: str) -> list[int]:
    """Numbers, after the index has followed."""
    catch_up("search")
    return [row.pk for row in find(cast.sofia, query, order="latest").tickets]


def ask(cast: Cast, subject: str, text: str, *files: NewFile) -> Ticket:
    words = Words(text=text, files=files)
    return open_ticket(
        actor=Actor.of(cast.mia), requester=cast.mia, subject=subject, words=words, channel="mail"
    )


def test_a_subject_is_found_as_it_is_now(cast: Cast) -> None:
    ticket = ask(cast, "Sprocket", "It squeaks.")
    assert found(cast, "sprockets") == [ticket.pk]
    change_subject(actor=SYSTEM, ticket=ticket, subject="Gearbox")
    assert found(cast, "sprocket") == []
    assert found(cast, "gearboxes squeak") == [ticket.pk]


def test_messages_are_found_where_they_went(cast: Cast) -> None:
    one, other = ask(cast, "One", "A squeaking sprocket."), ask(cast, "Other", "A gearbox.")
    assert found(cast, "sprocket gearbox") == []
    merge(actor=Actor.of(cast.sofia), ticket=other, into=one)
    assert found(cast, "sprocket gearbox") == [one.pk]
    moved = Message.objects.filter(ticket=one, thread=other.pk).values_list("pk", flat=True)
    part = split(actor=Actor.of(cast.sofia), ticket=one, messages=list(moved), subject="Part")
    assert found(cast, "gearbox") == [part.pk]
    assert found(cast, "sprocket gearbox") == []


def test_a_renamed_customer_is_found_by_the_new_name(cast: Cast) -> None:
    ticket = ask(cast, "One", "A sprocket.")
    change_person(actor=SYSTEM, person=cast.mia, name="Mia Featherstone")
    assert found(cast, "Featherstone sprocket") == [ticket.pk]
    assert found(cast, "Hartley") == []


def test_what_may_be_taken_back_is_not_the_customer_s_yet(cast: Cast) -> None:
    ticket = ask(cast, "One", "A sprocket.")
    agent = Actor.of(cast.sofia)
    message = reply(actor=agent, ticket=ticket, words=Words(text="Gearboxes."), channel="desk", leaves_in=60)
    assert found(cast, "gearbox") == [ticket.pk]
    assert not find(cast.mia, "gearbox").tickets
    assert sweeping.refresh_due() is False
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert sweeping.refresh_due() is True
        assert [row.pk for row in find(cast.mia, "gearbox").tickets] == [ticket.pk]
        assert sweeping.refresh_due() is False
    withdraw(actor=agent, message=message)
    assert found(cast, "gearbox") == []


def test_the_words_of_a_file_are_found_when_it_was_read(cast: Cast) -> None:
    file = NewFile("invoice.txt", "Оплатить чугунный утюг".encode(), "text/plain")
    ticket = ask(cast, "One", "See the file.", file)
    assert found(cast, "invoice") == found(cast, "file:invoice") == [ticket.pk]
    assert found(cast, "утюги") == []
    reading.read_due()
    assert found(cast, "утюги") == found(cast, "file:утюг") == found(cast, '"чугунный утюг"') == [ticket.pk]
    assert found(cast, "content:утюг") == [ticket.pk]
    assert [row.pk for row in find(cast.mia, "чугунного утюга").tickets] == [ticket.pk]


def test_places_are_in_the_order_of_lists(cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=1)):
        tickets = [ask(cast, f"No {number}", "A sprocket.") for number in range(5)]
    for minutes, ticket in enumerate(tickets[2:0:-1]):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            reply(actor=Actor.of(cast.sofia), ticket=ticket, words=Words(text="Yes."), channel="desk")
    lists = Ticket.objects.filter(pk__in=[row.pk for row in tickets]).order_by("-last_message_at", "-id")
    assert found(cast, "sprocket") == [row.pk for row in lists]


def state() -> tuple[object, ...]:
    """All that is kept, but for the places, which depend on who came first in a second."""
    rows = Document.objects.order_by("pk").values_list(
        "pk", "subject", "public", "notes", "customer", "files"
    )
    terms = {word for _pk, *texts in rows for text in texts for word in text.split()}
    hits = {
        lane + term: sorted(_tickets(Term(lane + term)))
        for term in ("rzakaz", "zobjednavk", "efaktura", "rskandal", "rden3g")
        for lane in "sapn"
    }
    return (
        list(rows),
        hits,
        dict(Form.objects.filter(tickets__gt=0).values_list("text", "tickets")),
        len(terms),
    )


def _tickets(asked: Term) -> list[int]:
    places = engine().find(asked, beyond=None, limit=1000).places
    return list(Document.objects.filter(place__in=places).values_list("pk", flat=True))


def rebuild() -> None:
    while rebuilding.step():
        pass


def test_following_equals_making_all_anew(cast: Cast) -> None:
    library = stock(cast)
    one, other = library.tickets["orders"], library.tickets["invoice"]
    merge(actor=Actor.of(cast.sofia), ticket=other, into=one)
    change_subject(actor=SYSTEM, ticket=one, subject="Zboží")
    catch_up("search")
    followed = state()
    readers.reset("search")
    rebuild()
    anew = state()
    assert anew == followed
    rebuilding.forget()
    assert not Document.objects.exists()
    rebuilding.begin()
    rebuild()
    assert state() == followed


def test_during_a_rebuild_everything_is_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 3)
    library = stock(cast)
    readers.reset("search")
    while rebuilding.step():
        assert found(cast, "посылки") == [library.tickets["delivery"].pk]
    assert rebuilding.progress() is None


def test_a_rebuild_goes_on_and_says_how_far_it_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 4)
    stock(cast)
    count = Ticket.objects.count()
    readers.reset("search")
    rebuilding.step()
    assert rebuilding.progress() == (4, count)
    standing = next(row for row in standings() if row.name == "search")
    assert (standing.behind, standing.state) == (0, f"makes all anew: 4 of {count} tickets")
    rebuild()
    assert next(row for row in standings() if row.name == "search").state == ""


def test_another_treatment_of_words_makes_all_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stock(cast)
    assert rebuilding.step() is False
    monkeypatch.setattr(keeping, "VERSION", keeping.VERSION + 1)
    monkeypatch.setattr(rebuilding, "VERSION", keeping.VERSION)
    assert rebuilding.step() is True
    assert rebuilding.progress() is not None
    rebuild()
    assert rebuilding.step() is False


def test_far_behind_it_makes_all_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Index, "anew_beyond", 5)
    ticket = ask(cast, "One", "A sprocket.")
    catch_up("search")
    assert rebuilding.progress() is not None
    assert next(row for row in standings() if row.name == "search").position == last_position()
    rebuild()
    assert found(cast, "sprocket") == [ticket.pk]
