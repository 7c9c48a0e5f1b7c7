"""Working on a ticket: with htmx and as a plain browser."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opora.events.models import Event
from opora.people.models import Person
from opora.tickets.models import Attachment, Link, Message, MessageKind, Ticket
from tests.cast import Cast
from tests.workspace.conftest import HTMX


def url(ticket: Ticket, rest: str = "") -> str:
    return f"/desk/tickets/{ticket.pk}{'/' if rest else ''}{rest}"


def body(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def undo_address(html: str) -> str:
    found = re.search(r'action="(/desk/tickets/\d+/undo/[0-9a-f-]+/)"', html[html.index('id="toasts"') :])
    assert found, "no undo is offered"
    return found[1]


def test_page_tells_who_said_what_and_what_changed(cast: Cast, vera: Client) -> None:
    page = body(vera.get(url(cast.tickets["pending"])))
    assert "Кэшбэк так и не начислен" in page
    assert 'data-kind="customer"' in page
    assert 'data-kind="agent"' in page
    assert "№ " in page


def test_answer_is_sent_and_status_set(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    data = {
        "kind": "reply",
        "html": "<p>Начислили <b>324 ₽</b>.</p>",
        "status": "solved",
        "idempotency_key": "k1",
    }
    answer = vera.post(url(ticket, "messages/"), data, headers=HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Retarget"] == "#panes"
    assert "Начислили <b>324 ₽</b>." in body(answer)
    message = Message.objects.filter(ticket=ticket).latest("id")
    assert (message.kind, message.author, message.text) == (MessageKind.PUBLIC, cast.vera, "Начислили 324 ₽.")
    assert Ticket.objects.get(pk=ticket.pk).status == "solved"


def test_sending_twice_says_it_once(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    before = Message.objects.filter(ticket=ticket).count()
    data = {"kind": "reply", "text": "Один раз", "status": "pending", "idempotency_key": "same"}
    for _attempt in range(2):
        assert vera.post(url(ticket, "messages/"), data).status_code == 302
    assert Message.objects.filter(ticket=ticket).count() == before + 1


def test_plain_browser_is_led_back_to_its_message(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    answer = vera.post(
        url(ticket, "messages/"), {"kind": "note", "text": "Для своих", "idempotency_key": "n"}
    )
    message = Message.objects.filter(ticket=ticket).latest("id")
    assert message.kind == MessageKind.NOTE
    assert answer.headers["Location"] == f"{url(ticket)}#message-{message.pk}"
    page = body(vera.get(url(ticket)))
    assert 'data-kind="note"' in page


def test_empty_answer_is_refused_and_nothing_on_the_page_is_lost(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    before = Message.objects.count()
    answer = vera.post(url(ticket, "messages/"), {"kind": "reply", "text": "  "}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (422, "none")
    assert "toast" in body(answer)
    assert Message.objects.count() == before


def test_without_script_a_refused_answer_is_still_in_its_place(cast: Cast, vera: Client) -> None:
    from opora.people.public import Actor
    from opora.tickets.actions import reply
    from opora.tickets.public import Words

    ticket = cast.tickets["open"]
    seen = Message.objects.filter(ticket=ticket).latest("id").pk
    reply(actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="И ещё!"), channel="mail")
    data = {"kind": "reply", "text": "Долго писала", "seen": seen, "idempotency_key": "s"}
    page = vera.post(url(ticket, "messages/"), data)
    assert page.status_code == 409
    assert "Долго писала</textarea>" in body(page)
    assert "И ещё!" in body(page)
    again = vera.post(url(ticket, "messages/"), {**data, "seen": Message.objects.latest("id").pk})
    assert again.status_code == 302


def test_new_message_meanwhile_is_said_once(cast: Cast, vera: Client) -> None:
    from opora.people.public import Actor
    from opora.tickets.actions import reply
    from opora.tickets.public import Words

    ticket = cast.tickets["open"]
    seen = Message.objects.filter(ticket=ticket).latest("id").pk
    reply(actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="И ещё!"), channel="mail")
    data = {"kind": "reply", "html": "<p>Ответ</p>", "seen": seen, "idempotency_key": "m"}
    answer = vera.post(url(ticket, "messages/"), data, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (409, "none")
    found = re.search(r'id="seen-message" name="seen" value="(\d+)" hx-swap-oob', body(answer))
    assert found
    sent = vera.post(url(ticket, "messages/"), {**data, "seen": found[1]}, headers=HTMX)
    assert sent.status_code == 200
    assert 'id="seen-message" name="seen"' in body(sent)
    composer = body(sent)[body(sent).index("<opora-composer") :]
    assert "hx-swap-oob" not in composer[: composer.index("</opora-composer>")]
    assert vera.post(url(ticket, "messages/"), data, headers=HTMX).status_code == 200


def test_change_of_what_somebody_else_changed_is_refused(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    data = {"status": "solved", "seen": "pending"}
    assert vera.post(url(ticket, "status/"), data, headers=HTMX).status_code == 409
    assert Ticket.objects.get(pk=ticket.pk).status == "open"


def test_files_and_pasted_pictures_come_along(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    picture = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    data = {
        "kind": "reply",
        "html": f'<p>Вот:</p><img src="data:image/png;base64,{picture}" alt="снимок">',
        "files": [
            SimpleUploadedFile("чек.pdf", b"%PDF-1.4", "application/pdf"),
            SimpleUploadedFile("b.txt", b"b"),
        ],
        "idempotency_key": "f",
    }
    page = body(vera.post(url(ticket, "messages/"), data, headers=HTMX))
    rows = Attachment.objects.filter(message__ticket=ticket).order_by("id")
    assert {row.name for row in rows} >= {"чек.pdf", "b.txt"}
    inline = rows.get(is_inline=True)
    assert f'src="/desk/attachments/{inline.pk}/' in page
    assert "data:image" not in page


def test_script_in_an_answer_does_not_survive(cast: Cast, vera: Client) -> None:
    data = {"kind": "note", "html": '<p onclick="x()">a<script>alert(1)</script></p>', "idempotency_key": "x"}
    page = body(vera.post(url(cast.tickets["open"], "messages/"), data, headers=HTMX))
    assert "alert(1)" not in page
    assert "onclick" not in page


def test_attachment_is_for_those_who_see_the_message(cast: Cast, vera: Client, sign_in: object) -> None:
    data = {
        "kind": "note",
        "text": "!",
        "files": SimpleUploadedFile("x.html", b"<script>1</script>", "text/html"),
    }
    vera.post(url(cast.tickets["open"], "messages/"), {**data, "idempotency_key": "a"})
    row = Attachment.objects.get(name="x.html")
    answer = vera.get(f"/desk/attachments/{row.pk}/x.html")
    assert b"".join(answer.streaming_content) == b"<script>1</script>"  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert sign_in(cast.petr).get(f"/desk/attachments/{row.pk}/x.html").status_code == 404  # type: ignore[operator]


@pytest.mark.parametrize(
    ("page", "data", "column", "value"),
    [
        ("status/", {"status": "hold"}, "status", "hold"),
        ("priority/", {"priority": "4"}, "priority", 4),
        ("type/", {"type": "incident"}, "type", "incident"),
        (
            "properties/",
            {"subject": "Новая тема", "requester": "anna@veter.example"},
            "subject",
            "Новая тема",
        ),
    ],
)
def test_change_and_undo_from_the_toast(
    page: str, data: dict[str, str], column: str, value: object, cast: Cast, vera: Client
) -> None:
    ticket = cast.tickets["open"]
    before = getattr(Ticket.objects.get(pk=ticket.pk), column)
    answer = vera.post(url(ticket, page), data, headers=HTMX)
    assert answer.status_code == 200, body(answer)
    assert getattr(Ticket.objects.get(pk=ticket.pk), column) == value
    assert vera.post(undo_address(body(answer)), headers=HTMX).status_code == 200
    assert getattr(Ticket.objects.get(pk=ticket.pk), column) == before


def test_nonsense_is_refused_in_words(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    for page, data in (("status/", {"status": "eaten"}), ("priority/", {"priority": "high"}), ("type/", {})):
        assert vera.post(url(ticket, page), data, headers=HTMX).status_code == 422
        assert vera.post(url(ticket, page), data).status_code == 302


def test_assign_to_a_colleague_and_to_nobody(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    vera.post(url(ticket, "assignment/"), {"to": cast.egor.pk})
    assert Ticket.objects.get(pk=ticket.pk).assignee == cast.egor
    vera.post(url(ticket, "assignment/"), {"to": ""})
    assert Ticket.objects.get(pk=ticket.pk).assignee is None


def test_dialog_comes_back_with_its_errors(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    form = vera.get(url(ticket, "assignment/"), headers=HTMX)
    assert b"<html" not in form.content
    answer = vera.post(url(ticket, "assignment/"), {"to": cast.petr.pk}, headers=HTMX)
    assert answer.status_code == 422
    assert b"field-error" in answer.content


def test_transfer_out_of_sight_leads_back_to_the_list(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["new"]
    data = {"department": cast.billing.pk, "note": "Верните деньги"}
    answer = vera.post(url(ticket, "transfer/"), data, headers=HTMX)
    assert answer.headers["HX-Redirect"].startswith("/desk/")
    moved = Ticket.objects.get(pk=ticket.pk)
    assert moved.department == cast.billing
    assert Message.objects.filter(ticket=ticket, kind=MessageKind.NOTE).count() == 1


def test_split_and_its_undo(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    keys = list(Message.objects.filter(ticket=ticket).values_list("pk", flat=True))
    data = {"messages": [str(keys[-1])], "subject": "Отдельно"}
    answer = vera.post(url(ticket, "split/"), data, headers=HTMX)
    fresh = Ticket.objects.latest("id")
    assert (fresh.subject, answer.headers["HX-Push-Url"]) == ("Отдельно", url(fresh))
    vera.post(undo_address(body(answer)), headers=HTMX)
    assert list(Message.objects.filter(ticket=ticket).values_list("pk", flat=True)) == keys


def test_merge_shows_the_survivor_and_can_be_undone(cast: Cast, vera: Client) -> None:
    part, whole = cast.tickets["new"], cast.tickets["open"]
    answer = vera.post(url(part, "merge/"), {"number": f"№ {whole.pk}"}, headers=HTMX)
    assert answer.headers["HX-Push-Url"] == url(whole)
    assert url(whole) in body(vera.get(url(part)))
    vera.post(undo_address(body(answer)), headers=HTMX)
    assert Ticket.objects.get(pk=part.pk).merged_into is None


def test_merge_into_what_one_may_not_see_is_refused(cast: Cast, vera: Client) -> None:
    answer = vera.post(url(cast.tickets["new"], "merge/"), {"number": "999999"}, headers=HTMX)
    assert answer.status_code == 422
    assert vera.post(url(cast.tickets["new"], "merge/"), {"number": "мусор"}, headers=HTMX).status_code == 422


def test_link_is_shown_on_both_and_removed_from_either(cast: Cast, vera: Client) -> None:
    one, other = cast.tickets["open"], cast.tickets["new"]
    vera.post(url(one, "links/"), {"number": other.pk, "kind": "duplicate"})
    row = Link.objects.get()
    for ticket in (one, other):
        assert f"/links/{row.pk}/" in body(vera.get(url(ticket)))
    vera.post(url(other, f"links/{row.pk}/"))
    assert not Link.objects.exists()


def test_collaborator_by_address_and_away(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    vera.post(url(ticket, "collaborators/"), {"email": "new@someone.example"})
    added = Person.objects.get(email="new@someone.example")
    assert ticket.collaborators.filter(person=added).exists()
    assert "new@someone.example" in body(vera.get(url(ticket, "collaborators/")))
    vera.post(url(ticket, "collaborators/"), {"remove": added.pk})
    assert not ticket.collaborators.exists()


def test_tags(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    vera.post(url(ticket, "tags/"), {"tags": "#Кэшбэк, партнёр"})
    assert list(ticket.tag_rows.values_list("name", flat=True)) == ["кэшбэк", "партнёр"]
    assert "# партнёр" in body(vera.get(url(ticket)))


def test_ticket_for_somebody_who_called(cast: Cast, vera: Client) -> None:
    data = {
        "requester": "zdenek@posta.example",
        "name": "Zdeněk",
        "subject": "Volal",
        "department": cast.first_line.pk,
        "priority": 2,
        "channel": "phone",
        "author": "customer",
        "text": "Nefunguje přihlášení.",
        "idempotency_key": "new",
    }
    answers = [vera.post("/desk/tickets/new/", data) for _attempt in range(2)]
    made = Ticket.objects.get(subject="Volal")
    assert {answer.headers["Location"] for answer in answers} == {url(made)}
    assert (made.requester.name, made.channel, made.last_by_staff) == ("Zdeněk", "phone", False)
    assert vera.post("/desk/tickets/new/", {**data, "requester": "?"}).status_code == 422


def test_undo_of_what_is_not_there_is_said(cast: Cast, vera: Client) -> None:
    answer = vera.post(url(cast.tickets["open"], f"undo/{uuid.uuid4()}/"), headers=HTMX)
    assert answer.status_code == 404


def test_history_offers_undo_only_of_what_can_be_undone(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["pending"]
    page = body(vera.get(url(ticket)))
    events = list(Event.objects.filter(ticket=ticket.pk))
    final = {event.act for event in events if not event.happening.undoable}
    assert final
    for event in events:
        assert (f"/undo/{event.act}/" in page) == (event.act not in final)


def test_parts_are_fetched_alone(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    for part, mark in (
        ("head", 'id="ticket-head"'),
        ("timeline", 'id="timeline"'),
        ("context", 'id="context"'),
    ):
        html = body(vera.get(url(ticket), headers={**HTMX, "X-Opora-Part": part}))
        assert mark in html
        assert "<html" not in html
        assert html.count("data-live") == 1


def test_mail_is_shown_as_sent_without_script(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    message = Message.objects.filter(ticket=ticket, channel="mail").latest("id")
    Message.objects.filter(pk=message.pk).update(html="<p>Привет<script>alert(1)</script></p>")
    assert f"messages/{message.pk}/original/" in body(vera.get(url(ticket)))
    answer = vera.get(url(ticket, f"messages/{message.pk}/original/"))
    assert "Привет" in body(answer)
    assert "alert" not in body(answer)
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "allow-scripts" not in answer.headers["Content-Security-Policy"]


def test_absurd_numbers_are_told_off_not_stumbled_over(cast: Cast, vera: Client) -> None:
    ticket, absurd = cast.tickets["open"], "9" * 5000
    assert vera.get("/desk/", {"list": f"department:{absurd}"}).status_code == 200
    priority = vera.post(url(ticket, "priority/"), {"priority": absurd}, headers=HTMX)
    gone = vera.post(url(ticket, "collaborators/"), {"remove": absurd}, headers=HTMX)
    assert (priority.status_code, gone.status_code) == (422, 404)


def test_a_link_between_other_tickets_is_not_undone_from_here(cast: Cast, vera: Client) -> None:
    link = Link.objects.create(ticket=cast.tickets["new"], other=cast.tickets["pending"])
    assert vera.post(url(cast.tickets["open"], f"links/{link.pk}/"), headers=HTMX).status_code == 404
    assert Link.objects.filter(pk=link.pk).exists()


def test_an_odd_list_in_the_address_breaks_no_answer(cast: Cast, vera: Client) -> None:
    address = url(cast.tickets["open"], "type/") + "?list=%0D%0AX-Ours:1"
    answer = vera.post(address, {"type": "task"}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Push-Url"].count("%0D%0A")) == (200, 1)


def test_the_rating_stands_beside_the_ticket_and_in_its_time_line(cast: Cast, client: Client) -> None:
    from opora.feedback.actions import rate
    from opora.people.public import Actor

    Person.objects.filter(pk=cast.vera.pk).update(language="en")
    ticket = cast.tickets["solved"]
    rate(actor=Actor.of(cast.anna), ticket=ticket, verdict="bad", comment="Слишком <долго>.")
    client.force_login(cast.vera)
    page = client.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert "How the help was found" in page
    assert "Слишком &lt;долго&gt;." in page
    assert "rated the help: bad" in page


def test_a_call_is_confirmed_when_the_agent_wants_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.vera)
    call = {"requester": "mia@letters.example", "subject": "Phone", "text": "Where is it?", "channel": "phone",
            "department": cast.first_line.pk, "priority": 2, "author": "customer"}  # fmt: skip
    for wish in ({}, {"confirm": "on"}):
        assert client.post("/desk/tickets/new/", {**call, **wish}).status_code in {200, 302}
    assert Ticket.objects.filter(subject="Phone").count() == 2
    assert Event.objects.filter(kind="mail.confirmed").count() == 1
