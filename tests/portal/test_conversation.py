"""A request behind its signed link."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opora.people.actions import change_person
from opora.people.public import Actor
from opora.tickets.actions import add_collaborator, add_note, change_status, merge, open_ticket, reply
from opora.tickets.models import Attachment, Message, MessageKind, Status, Ticket
from opora.tickets.public import NewFile, Words, key_for
from tests.cast import Cast

SECRET = "She is angry, be careful"
OUR_SIDE = "Let us not tell them yet"


def url(ticket: Ticket, person: object, rest: str = "") -> str:
    return f"/requests/{ticket.pk}/{key_for(ticket, person)}/{rest}"  # type: ignore[arg-type]


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    found = cast.tickets["open"]
    add_note(actor=Actor.of(cast.vera), ticket=found, words=Words(text=SECRET))
    add_note(actor=Actor.of(cast.anna), ticket=found, words=Words(text=OUR_SIDE))
    return found


def test_the_customer_reads_both_sides_and_no_staff_note(cast: Cast, client: Client, ticket: Ticket) -> None:
    page = client.get(url(ticket, cast.anna))
    text = page.content.decode()
    assert "Кэшбэк так и не начислен" in text
    assert "Анна, здравствуйте" in text
    assert OUR_SIDE in text
    assert SECRET not in text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_not_even_a_colleague_from_the_desk_sees_staff_notes_here(
    cast: Cast, client: Client, ticket: Ticket
) -> None:
    add_collaborator(actor=Actor.of(cast.vera), ticket=ticket, person=cast.egor)
    page = client.get(url(ticket, cast.egor)).content.decode()
    assert SECRET not in page
    assert f"/desk/tickets/{ticket.pk}/" in page
    assert (
        client.post(url(ticket, cast.egor, "messages/"), {"text": "Hi", "kind": "reply"}).status_code == 404
    )


@pytest.mark.parametrize("status", [Status.HOLD, Status.OPEN])
def test_on_hold_is_open_to_the_customer(cast: Cast, client: Client, status: str) -> None:
    page = client.get(url(cast.tickets[status], cast.anna)).content.decode()
    assert "we are working on it" in page
    assert "on hold" not in page


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.NEW, "we have it"), (Status.PENDING, "we wait for your answer"), (Status.SOLVED, "Solved.")],
)
def test_the_status_in_a_customers_words(cast: Cast, client: Client, status: str, words: str) -> None:
    assert words in client.get(url(cast.tickets[status], cast.anna)).content.decode()


def test_an_answer_with_a_file_reopens(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["solved"]
    given = {"kind": "reply", "text": "Снова то же", "files": SimpleUploadedFile("чек.pdf", b"%PDF")}
    answer = client.post(url(ticket, cast.anna, "messages/"), given)
    assert answer.url == url(ticket, cast.anna)
    ticket.refresh_from_db()
    message = ticket.messages.latest("pk")
    assert (ticket.status, message.author, message.channel, message.text) == (
        "open",
        cast.anna,
        "portal",
        "Снова то же",
    )
    assert message.attachments.get().name == "чек.pdf"
    page = client.get(answer.url).content.decode()
    assert "чек.pdf" in page
    assert "Open again." in page


def test_formatted_words_are_cleaned(cast: Cast, client: Client) -> None:
    html = "<p>Hello <b>you</b><script>alert(1)</script></p>"
    client.post(
        url(cast.tickets["open"], cast.anna, "messages/"),
        {"kind": "reply", "text": "Hello you", "html": html},
    )
    message = Message.objects.latest("pk")
    assert message.text == "Hello you"
    page = client.get(url(cast.tickets["open"], cast.anna)).content.decode()
    assert "<b>you</b>" in page
    assert "alert(1)" not in page


def test_a_note_for_ones_own_side(cast: Cast, client: Client) -> None:
    client.post(url(cast.tickets["open"], cast.anna, "messages/"), {"kind": "side", "text": "Между нами"})
    message = Message.objects.latest("pk")
    assert (message.kind, message.text) == (MessageKind.CUSTOMER_NOTE, "Между нами")


def test_an_answer_to_a_closed_request_opens_the_next(cast: Cast, client: Client) -> None:
    closed = cast.tickets["closed"]
    answer = client.post(url(closed, cast.anna, "messages/"), {"kind": "reply", "text": "И ещё"})
    fresh = Ticket.objects.latest("pk")
    assert fresh.pk != closed.pk
    assert answer.url == url(fresh, cast.anna)


def test_a_double_click_answers_once(cast: Cast, client: Client) -> None:
    given = {"kind": "reply", "text": "Раз", "idempotency_key": "abc"}
    for _ in range(2):
        client.post(url(cast.tickets["open"], cast.anna, "messages/"), given)
    assert Message.objects.filter(text="Раз").count() == 1


def test_nothing_written_is_said_kindly(cast: Cast, client: Client) -> None:
    answer = client.post(url(cast.tickets["open"], cast.anna, "messages/"), {"kind": "reply", "text": " "})
    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()


def test_too_many_messages_are_stopped_and_kept(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opora.portal.pages.conversation.BY_PERSON", 1)
    codes = [
        client.post(
            url(cast.tickets["open"], cast.anna, "messages/"), {"kind": "reply", "text": f"Слово {n}"}
        )
        for n in range(2)
    ]
    assert [code.status_code for code in codes] == [302, 429]
    assert "Слово 1" in codes[1].content.decode()


def test_the_customer_says_it_is_solved(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["open"]
    client.post(url(ticket, cast.anna, "solved/"))
    ticket.refresh_from_db()
    assert ticket.status == Status.SOLVED


def test_solved_reaches_the_request_that_this_one_was_merged_into(cast: Cast, client: Client) -> None:
    old, into = cast.tickets["new"], cast.tickets["open"]
    merge(actor=Actor.of(cast.vera), ticket=old, into=into)
    answer = client.post(url(old, cast.anna, "solved/"))
    assert answer.url == url(into, cast.anna)  # type: ignore[attr-defined]
    into.refresh_from_db()
    assert into.status == Status.SOLVED


def test_a_key_from_before_shows_the_desk_nothing_of_the_customers_side(
    cast: Cast, client: Client, ticket: Ticket
) -> None:
    assert client.get(url(ticket, cast.vera)).status_code == 404


@pytest.mark.parametrize("rest", ["", "messages/", "solved/", "files/1/x.txt"])
def test_forged_links_and_other_peoples_explain_themselves(cast: Cast, client: Client, rest: str) -> None:
    ticket = cast.tickets["open"]
    genuine = key_for(ticket, cast.anna)
    forged = [
        f"/requests/{ticket.pk}/{genuine[:-1]}x/",
        f"/requests/{ticket.pk}/{cast.mia.pk:x}-{genuine.partition('-')[2]}/",
        f"/requests/{cast.tickets['new'].pk}/{genuine}/",
        f"/requests/{ticket.pk}/{key_for(ticket, cast.mia)}/",
        f"/requests/999999999999999999999999/{genuine}/",
        f"/requests/{ticket.pk}/nonsense/",
    ]
    for path in forged:
        answer = client.post(path + rest) if rest in {"messages/", "solved/"} else client.get(path + rest)
        assert answer.status_code == 404
        assert answer.templates[0].name == "portal/requests/stranger.html"


def test_a_link_dies_with_the_right_to_see(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["open"]
    add_collaborator(actor=Actor.of(cast.vera), ticket=ticket, person=cast.mia)
    assert client.get(url(ticket, cast.mia)).status_code == 200
    change_person(actor=Actor.system(), person=cast.mia, is_active=False)
    assert client.get(url(ticket, cast.mia)).status_code == 404


def test_a_merged_request_leads_on(cast: Cast, client: Client) -> None:
    old, into = cast.tickets["new"], cast.tickets["open"]
    merge(actor=Actor.of(cast.vera), ticket=old, into=into)
    assert client.get(url(old, cast.anna)).url == url(into, cast.anna)


def test_merged_into_somebody_elses_it_does_not(cast: Cast, client: Client) -> None:
    theirs = open_ticket(
        actor=Actor.of(cast.mia), requester=cast.mia, subject="Mine", words=Words(text="Hello"), channel="web"
    )
    merge(actor=Actor.of(cast.vera), ticket=theirs, into=cast.tickets["open"])
    answer = client.get(url(theirs, cast.mia))
    assert answer.status_code in {302, 404}
    if answer.status_code == 302:  # merging made her a collaborator
        assert cast.tickets["open"].collaborators.filter(person=cast.mia).exists()


def test_files_are_safe_to_open(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["open"]
    files = (NewFile("virus.html", b"<script>", "text/html"), NewFile("pic.png", b"\x89PNG", "image/png"))
    message = reply(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="See", files=files), channel="desk"
    )
    html, picture = message.attachments.all()
    answer = client.get(url(ticket, cast.anna, f"files/{html.pk}/{html.name}"))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"<script>"
    shown = client.get(url(ticket, cast.anna, f"files/{picture.pk}/{picture.name}"))
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["Content-Disposition"].startswith("inline")
    shown.close()


def test_files_of_staff_notes_and_other_requests_are_not_there(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["open"]
    note = add_note(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="x", files=(NewFile("n.txt", b"n"),))
    )
    hidden = Attachment.objects.get(message=note)
    assert client.get(url(ticket, cast.anna, f"files/{hidden.pk}/n.txt")).status_code == 404
    assert client.get(url(ticket, cast.anna, f"files/{2**70}/n.txt")).status_code == 404


def test_pictures_in_answers_come_from_our_own_address(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["open"]
    picture = '<p>Look: <img src="data:image/png;base64,iVBORw0KGgo="></p>'
    reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(html=picture), channel="desk")
    attachment = Attachment.objects.latest("pk")
    assert (
        f'src="{url(ticket, cast.anna)}files/{attachment.pk}/'
        in client.get(url(ticket, cast.anna)).content.decode()
    )


def test_a_file_that_was_too_large_is_told(cast: Cast, client: Client) -> None:
    remark = {"code": "file_too_large", "name": "film.mp4", "size": 31_457_280}
    words = Words(text="Here", remarks=(remark,))
    reply(actor=Actor.of(cast.anna), ticket=cast.tickets["open"], words=words, channel="mail")
    assert "film.mp4" in client.get(url(cast.tickets["open"], cast.anna)).content.decode()


@pytest.mark.parametrize("more", [0, 12])
def test_the_page_costs_the_same_however_long(
    cast: Cast, client: Client, more: int, django_assert_max_num_queries: object
) -> None:
    ticket = cast.tickets["open"]
    for number in range(more):
        reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text=f"{number}"), channel="desk")
        change_status(actor=Actor.of(cast.vera), ticket=ticket, status=Status.SOLVED)
        change_status(actor=Actor.of(cast.vera), ticket=ticket, status=Status.OPEN)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get(url(ticket, cast.anna)).status_code == 200


def test_in_three_languages(cast: Cast, client: Client) -> None:
    for code in ("ru", "cs", "en"):
        client.cookies["opora_language"] = code
        assert f'<html lang="{code}"' in client.get(url(cast.tickets["open"], cast.anna)).content.decode()


def test_to_and_fro_is_told_once(cast: Cast, client: Client) -> None:
    ticket = cast.tickets["open"]
    for status in (Status.SOLVED, Status.OPEN, Status.SOLVED):
        change_status(actor=Actor.of(cast.vera), ticket=ticket, status=status)
    page = client.get(url(ticket, cast.anna)).content.decode()
    assert (page.count("Solved."), page.count("Open again.")) == (1, 0)
