"""How customers' mails are shown: their words, their frame, their pictures."""

import dataclasses
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from opora.events.models import Event
from opora.mail.models import PictureSender
from opora.mail.public import receive, take_in
from opora.people.actions import change_person
from opora.people.public import Actor
from opora.tickets.actions import undo
from opora.tickets.models import Message
from tests.cast import Cast
from tests.mail.letters import PNG
from tests.servers.pictures import Answer, PictureServer, picture, serving
from tests.workspace.conftest import HTMX, SignIn

SENDER = "anna@veter.example"


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_ROOT, settings.PICTURES_ROOT = str(tmp_path / "mail"), str(tmp_path / "pictures")
    settings.ENV = dataclasses.replace(settings.ENV, pictures_from="127.0.0.1")


@pytest.fixture
def vera(cast: Cast, sign_in: SignIn) -> Client:
    """An agent who reads English."""
    cast.vera = change_person(actor=Actor.system(), person=cast.vera, language="en")
    return sign_in(cast.vera)


def mailed(cast: Cast, html: str, text: str = "", files: bool = False, sender: str = SENDER) -> Message:
    """A mail with HTML, through the real intake; `files`: a carried picture named cid:one@pic, and a PDF."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Анна <{sender}>", cast.mailbox.address, "Письмо"
    mail["Message-ID"] = f"<{abs(hash((html, text)))}@veter.example>"
    if text:
        mail.set_content(text)
        mail.add_alternative(html, subtype="html")
    else:
        mail.set_content(html, subtype="html")
    if files:
        mail.make_mixed()
        mail.add_attachment(PNG, "image", "png", filename="shot.png", cid="<one@pic>", disposition="inline")
        mail.add_attachment(b"%PDF-1.4", "application", "pdf", filename="счёт.pdf")
    row = take_in(receive(mail.as_bytes(), source="smtp", mailbox=cast.mailbox, envelope_from=sender))
    assert row.message is not None, (row.state, row.reason, row.failure)
    return row.message


def page_of(client: Client, message: Message) -> str:
    answer = client.get(f"/desk/tickets/{message.ticket_id}")
    assert answer.status_code == 200
    return answer.content.decode()


def letter_in(page: str, message: Message) -> str:
    start = page.index(f'id="letter-{message.pk}"')
    return page[start : page.index("</article>", start)]


def frame_of(client: Client, message: Message, query: str = "", **headers: str) -> Any:
    return client.get(
        f"/desk/tickets/{message.ticket_id}/messages/{message.pk}/original/{query}", headers=headers
    )


def test_words_keep_their_structure_and_lose_their_looks(cast: Cast, vera: Client) -> None:
    message = mailed(
        cast,
        '<div style="font-size:40px;color:#000;background:#fff"><h1>Заказ</h1><p class="btn" id="composer">Не '
        '<b>пришёл</b></p><ul><li>чашка</li><li>ложка</li></ul><img src="cid:one@pic" alt="снимок"></div>',
        files=True,
    )
    letter = letter_in(page_of(vera, message), message)
    assert "<b>пришёл</b>" in letter
    assert "<li>ложка</li>" in letter
    assert re.search(r'<img src="/desk/attachments/\d+/shot.png" alt="снимок"', letter)
    for gone in ("font-size", "#fff", "<h1", 'id="composer"', "btn"):
        assert gone not in letter
    assert "as it was sent" in letter
    # The picture stands where it belongs, so it is no chip; the other file is.
    page = page_of(vera, message)
    assert page.count("shot.png") == 1
    assert "счёт.pdf" in page


def test_earlier_letters_are_folded_in_the_html_too(cast: Cast, vera: Client) -> None:
    message = mailed(
        cast,
        "<div>Спасибо, <b>дошло</b>.</div><br><div>пн, 1 июня 2026 г. в 12:00, Вера &lt;help@severka.example&gt;:</div>"
        "<blockquote><div>Отправили вчера.</div></blockquote>",
        "Спасибо, дошло.\n\nпн, 1 июня 2026 г. в 12:00, Вера <help@severka.example>:\n\n> Отправили вчера.\n",
    )
    letter = letter_in(page_of(vera, message), message)
    words, fold, earlier = letter.partition("signature and earlier letters")
    assert fold
    assert "<b>дошло</b>" in words
    assert "Отправили вчера" not in words
    assert "Отправили вчера" in earlier


def test_what_hides_stays_hidden_and_links_say_where_they_lead(cast: Cast, vera: Client) -> None:
    message = mailed(
        cast,
        '<p><span style="display:none">preheader</span>Войдите: <a href="https://evil.example/x" title="https://bank.example">'
        'https://bank.example/login</a> или <a href="https://www.bank.example/help">bank.example</a></p>',
    )
    letter = letter_in(page_of(vera, message), message)
    assert "preheader" not in letter
    assert 'title="https://evil.example/x"' in letter
    assert "(→ evil.example)" in letter
    assert letter.count("(→") == 1
    assert "(→ evil.example)" in frame_of(vera, message).content.decode()


def test_data_tables_stay_and_scroll_tables_for_layout_go(cast: Cast, vera: Client) -> None:
    rows = "".join(f"<tr><td>вещь {n}</td><td>{n} ₽</td></tr>" for n in range(3))
    message = mailed(
        cast, f"<table width=5000><tr><td>Здравствуйте</td></tr></table><table border=1>{rows}</table>"
    )
    letter = letter_in(page_of(vera, message), message)
    assert letter.count("<table>") == 1
    assert '<div class="message-scroll" tabindex="0"><table>' in letter
    assert "5000" not in letter


def test_a_page_of_a_mail_is_shown_in_its_frame_with_words_beside(cast: Cast, vera: Client) -> None:
    inner = '<table bgcolor="#fff"><tr><td style="color:red">Скидки</td></tr></table>'
    cell = f'<table bgcolor="#eee"><tr><td>{inner}</td></tr></table>'
    message = mailed(cast, cell, "Скидки")
    letter = letter_in(page_of(vera, message), message)
    assert "<iframe" in letter.partition("<details")[0]
    assert "as plain text" in letter
    paper = vera.get(f"/desk/tickets/{message.ticket_id}/print/").content.decode()
    assert "Скидки" in paper
    frame = frame_of(vera, message)
    assert "color:red" in frame.content.decode()


def test_the_frame_has_no_rights_and_is_no_page_of_its_own(cast: Cast, vera: Client) -> None:
    message = mailed(cast, "<p>x</p>")
    frame = frame_of(vera, message, **{"Sec-Fetch-Dest": "iframe"})
    policy = frame.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert "sandbox" in policy
    assert "allow-forms" not in policy
    alone = frame_of(vera, message, **{"Sec-Fetch-Dest": "document"})
    assert (alone.status_code, alone.headers["Location"]) == (
        302,
        f"/desk/tickets/{message.ticket_id}#message-{message.pk}",
    )


def with_pictures(cast: Cast, server: PictureServer) -> Message:
    return mailed(
        cast,
        f'<p>Смотрите</p><img src="{server.url("/a.png")}" alt="чашка">'
        f'<img src="{server.url("/t.gif")}" width="1" height="1">'
        f'<img src="{server.url("/gone.png")}"><p style="color:red;background:url({server.url("/css.png")})">и</p>',
    )


def addresses(frame: str) -> list[str]:
    return re.findall(r'src="(/desk/pictures/[^"]+)"', frame)


def test_pictures_from_elsewhere_wait_until_somebody_asks(cast: Cast, vera: Client) -> None:
    with serving({"/a.png": Answer(picture(30, 20)), "/t.gif": Answer(PNG)}) as server:
        message = with_pictures(cast, server)
        letter = letter_in(page_of(vera, message), message)
        assert "2 pictures lie elsewhere and are not shown." in letter
        assert "1 tracking pixel blocked." in letter
        assert server.url("") not in letter
        bare = frame_of(vera, message).content.decode()
        assert server.url("") not in bare
        assert addresses(bare) == []
        ask = f"/desk/tickets/{message.ticket_id}/messages/{message.pk}/pictures/"
        asked = vera.post(ask, {"decision": "once"}, headers=HTMX).content.decode()
        frame_url = re.search(r'<iframe src="([^"]+)"', asked)[1]  # type: ignore[index]
        frame = vera.get(frame_url.replace("&amp;", "&")).content.decode()
        good, gone = addresses(frame)
        shown = vera.get(good)
        assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == (
            "image/png",
            "nosniff",
        )
        assert "sandbox" in shown.headers["Content-Security-Policy"]
        assert b"can&#x27;t be fetched" in vera.get(gone).content
        vera.get(good)
        assert server.paths == ["/a.png", "/gone.png"]
        # A plain browser gets the whole page.
        assert "?pictures=" in vera.post(ask, {"decision": "once"}).content.decode()
        assert "?pictures=" not in page_of(vera, message)


def test_addresses_of_pictures_are_ours_alone(cast: Cast, vera: Client, sign_in: Any) -> None:
    with serving({"/a.png": Answer(picture(30, 20))}) as server:
        message = with_pictures(cast, server)
        ask = f"/desk/tickets/{message.ticket_id}/messages/{message.pk}/pictures/"
        asked = vera.post(ask, {"decision": "once"}, headers=HTMX).content.decode()
        frame_url = re.search(r'<iframe src="([^"]+)"', asked)[1]  # type: ignore[index]
        good = addresses(vera.get(frame_url).content.decode())[0]
        assert addresses(frame_of(vera, message, "?pictures=guess").content.decode()) == []
        signature = good.split("/")[-2]
        base = f"/desk/pictures/{message.pk}"
        for wrong in (
            f"{base}/0/guess/",
            f"{base}/2/{signature}/",
            f"{base}/1/{signature}/",
            f"{base}/99/{signature}/",
        ):
            assert vera.get(wrong).status_code == 404
        assert vera.get(f"/desk/pictures/999999/0/{signature}/").status_code == 404
        assert sign_in(cast.petr).get(good).status_code == 404
        assert Client().get(good).status_code == 302
        assert server.paths == []


def test_always_from_a_sender_is_a_decision_that_can_be_taken_back(cast: Cast, vera: Client) -> None:
    with serving({"/a.png": Answer(picture(30, 20))}) as server:
        message = with_pictures(cast, server)
    ask = f"/desk/tickets/{message.ticket_id}/messages/{message.pk}/pictures/"
    answer = vera.post(ask, {"decision": "always"}, headers=HTMX).content.decode()
    assert f"Pictures from {SENDER} are always shown." in answer
    assert PictureSender.objects.get().address == SENDER
    page = page_of(vera, message)
    assert "?pictures=" in letter_in(page, message)
    assert f"had pictures in mails from {SENDER} shown from now on" in page
    act = Event.objects.get(kind="mail.pictures_allowed").act
    undo(actor=Actor.of(cast.vera), ticket=message.ticket, act=act)
    assert not PictureSender.objects.exists()
    assert "?pictures=" not in letter_in(page_of(vera, message), message)
    vera.post(ask, {"decision": "always"})
    vera.post(ask, {"decision": "stop"}, headers=HTMX)
    assert not PictureSender.objects.exists()
    assert vera.post(ask, {"decision": "perhaps"}, headers=HTMX).status_code == 422


def test_fifty_mails_cost_as_many_queries_as_two(cast: Cast, vera: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    first = mailed(cast, '<p>0</p><img src="https://a.example/1.png">')
    costs = []
    for number in (2, 8):
        for row in range(number):
            more = mailed(cast, f'<p>{number} {row}</p><img src="https://a.example/1.png">')
            Message.objects.filter(pk=more.pk).update(ticket=first.ticket)
        page_of(vera, first)
        with CaptureQueriesContext(connection) as queries:
            page_of(vera, first)
        costs.append(len([one for one in queries if "desk_setting" not in one["sql"]]))
    assert costs[0] == costs[1]


def test_an_invitation_is_a_card_in_the_readers_own_time(cast: Cast, vera: Client) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Předání <b>\r\nLOCATION:Praha\r\n"
        "DTSTART;TZID=Central Europe Standard Time:20260520T120000\r\nDTEND:20260520T110000Z\r\n"
        "ORGANIZER:mailto:jan@firma.example\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SENDER, cast.mailbox.address, "Pozvánka"
    mail["Message-ID"] = "<invite@veter.example>"
    mail.set_content("Zveme Vás.")
    mail.add_alternative(calendar, subtype="calendar", params={"method": "REQUEST"})
    row = take_in(receive(mail.as_bytes(), source="smtp", mailbox=cast.mailbox, envelope_from=SENDER))
    assert row.message is not None
    page = page_of(vera, row.message)
    card = page[page.index('class="invitation"') : page.index("</section>", page.index('class="invitation"'))]
    for words in ("Invitation", "Předání &lt;b&gt;", "Praha", "jan@firma.example", "Wed"):
        assert words in card
    file = vera.get(f"/desk/tickets/{row.ticket_id}/messages/{row.message.pk}/invitation/")
    assert "attachment" in file.headers["Content-Disposition"]
    assert "BEGIN:VEVENT" in file.content.decode()
    first = Message.objects.filter(ticket=cast.tickets["open"]).first()
    assert first is not None
    assert vera.get(f"/desk/tickets/{first.ticket_id}/messages/{first.pk}/invitation/").status_code == 404


def test_why_a_mail_came_is_told_in_plain_words(cast: Cast, vera: Client) -> None:
    raw = (
        f"From: Anna <{SENDER}>\r\nTo: {cast.mailbox.address}\r\nSubject: Re: [#{cast.tickets['open'].pk}]\r\n"
        "In-Reply-To: <unknown@elsewhere.example>\r\nMessage-ID: <why@veter.example>\r\n"
        "Content-Type: multipart/signed; protocol=application/pgp-signature; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain; charset=x-unheard-of\r\n\r\nПривет, это я опять\r\n"
        "--x\r\nContent-Type: application/pgp-signature; name=s.asc\r\n\r\nabc\r\n--x--\r\n"
    ).encode()
    row = take_in(receive(raw, source="smtp", mailbox=cast.mailbox, envelope_from=SENDER))
    page = vera.get(f"/desk/mail/{row.pk}/why/").content.decode()
    for words in (
        "None of ours is among them", "so it went there", "over Opora&#x27;s own mail door", "Sender on the envelope",
        "does the sending server belong to the domain", "x-unheard-of", "why@veter.example", "bytes",
        "No filter had anything against it.",
    ):  # fmt: skip
        assert words in page
    assert row.message is not None
    assert "Signed with PGP" in page_of(vera, row.message)
    row.why["repairs"] = [{"code": "no such code"}, {"code": "charset_wrong"}]
    row.why["decision"] = {"by": cast.vera.pk, "what": "joined", "held_because": "stranger"}
    row.why |= {
        "authentication": {
            "dmarc": "fail",
            "source": "own",
            "details": [{"what": "spf", "verdict": "fail", "domain": "x"}],
        },
        "spam": {"score": 7.5, "is_spam": True, "by": "rspamd", "because": "x"},
        "blocked": {"value": "*@spam.example"},
        "automatic": "list",
        "silence": "spam",
    }
    row.save()
    page = vera.get(f"/desk/mail/{row.pk}/why/").content.decode()
    told = cast.vera.called
    for words in (
        "Doubtful: veter.example says", "Opora checked it itself.", "spf · fail · x", "Spam points: 7.5, said rspamd.",
        "*@spam.example", "mailing list", "it may be spam", told, "added it to the conversation", "no such code",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("a.html", "text/html"),
        ("a.svg", "image/svg+xml"),
        ("a.pdf", "application/pdf"),
        ("a.xml", "text/xml"),
        ("a", ""),
    ],
)
def test_files_of_mails_are_saved_never_opened(cast: Cast, vera: Client, name: str, type: str) -> None:
    main, _, sub = (type or "application/x-unheard-of").partition("/")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SENDER, cast.mailbox.address, "Файл"
    mail["Message-ID"] = f"<file-{name}@veter.example>"
    mail.set_content("Файл")
    mail.add_attachment(b"<script>alert(1)</script>", main, sub, filename=f"\u202e{name}")
    row = take_in(receive(mail.as_bytes(), source="smtp", mailbox=cast.mailbox, envelope_from=SENDER))
    assert row.message is not None
    file = row.message.attachments.get()
    answer = vera.get(f"/desk/attachments/{file.pk}/{file.name}")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "\u202e" not in page_of(vera, row.message)
