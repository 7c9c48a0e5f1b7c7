"""How a mail looks once it is in."""

from email.message import EmailMessage

import pytest

from opora.desk.actions import change_department, change_setting
from opora.desk.settings import forget_values
from opora.mail.models import OutgoingMail
from opora.people.public import Actor
from opora.tickets.models import Ticket
from opora.tickets.public import read_file
from tests.cast import Cast
from tests.mail.letters import PNG, brought, letter

pytestmark = pytest.mark.mariadb


def rich() -> EmailMessage:
    """HTML with a picture inside, a file beside."""
    made = letter(text="Вот снимок")
    made.add_alternative(
        '<p>Вот <b>снимок</b> <img src="cid:p1"><script>alert(1)</script></p>', subtype="html"
    )
    html = next(part for part in made.iter_parts() if part.get_content_type() == "text/html")
    html.add_related(PNG, "image", "png", cid="<p1>", filename="снимок.png")  # type: ignore[attr-defined]
    made.add_attachment(b"a,b\n1,2\n", "text", "csv", filename="Отчёт за май.csv")
    return made


def test_pictures_and_files_come_along(cast: Cast) -> None:
    message = brought(rich(), cast.mailbox).message
    assert message is not None
    files = {
        file.name: (read_file(file), file.is_inline, file.content_id) for file in message.attachments.all()
    }
    assert files == {"снимок.png": (PNG, True, "p1"), "Отчёт за май.csv": (b"a,b\n1,2\n", False, "")}
    assert ("<b>снимок</b>" in message.html, "cid:p1" in message.html, "script" in message.html) == (
        True,
        True,
        False,
    )


def test_quoted_history_is_kept_but_not_shown_first(cast: Cast) -> None:
    text = "Спасибо!\n\n4 мая 2026 г., 10:00 Вера <help@severka.example> написала:\n> Анна, здравствуйте!\n> Готово."
    message = brought(letter(text=text), cast.mailbox).message
    assert message is not None
    assert (message.visible, "Готово." in message.text) == ("Спасибо!", True)


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "cp866", "iso-8859-5", "utf-8"])
def test_cyrillic_of_every_charset(cast: Cast, charset: str) -> None:
    message = brought(letter(charset=charset), cast.mailbox).message
    assert message is not None
    assert message.text == "Здравствуйте! Кэшбэк так и не начислен."


def test_an_unknown_charset_is_read_all_the_same(cast: Cast) -> None:
    raw = letter(charset="koi8-r").as_bytes().replace(b"koi8-r", b"x-klingon-8")
    message = brought(raw, cast.mailbox).message
    assert message is not None
    assert message.text == "Здравствуйте! Кэшбэк так и не начислен."
    assert any(remark["code"] == "mail_repaired" for remark in message.remarks)


def test_an_empty_mail_is_a_message_that_says_so(cast: Cast) -> None:
    row = brought(letter(text="", subject=""), cast.mailbox)
    assert row.message is not None
    assert {"code": "empty_mail"} in row.message.remarks
    assert row.ticket is not None
    assert row.ticket.subject


def test_what_no_database_takes_is_cleaned(cast: Cast) -> None:
    head = b"From: a\x00b <mia@letters.example>\nSubject: \xff\x00 hi\nMessage-ID: <\x00\xff@x>\n\n"
    raw = head + b"NUL \x00 and \xed\xa0\x80 end"
    row = brought(raw, cast.mailbox)
    assert row.state == "done"
    assert row.message is not None
    assert "\x00" not in row.message.text + row.subject + row.mail_id


def test_people_in_copy_join_if_the_department_wants_that(cast: Cast) -> None:
    copied = letter(
        Cc="Lucie <lucie@posta.example>, help+x@severka.example, vera@severka.example, new@posta.example"
    )
    ticket = brought(copied, cast.mailbox).ticket
    assert ticket is not None
    assert {row.person.email for row in ticket.collaborators.all()} == {
        "lucie@posta.example",
        "new@posta.example",
    }
    change_department(actor=Actor.system(), department=cast.first_line, adds_cc=False)
    other = brought(letter(message_id="<n@v>", text="x", Cc="lucie@posta.example"), cast.mailbox).ticket
    assert other is not None
    assert not other.collaborators.exists()


def test_whom_a_participant_copies_later_joins_too(cast: Cast) -> None:
    ticket = brought(letter(message_id="<a@v>"), cast.mailbox).ticket
    brought(
        letter(message_id="<b@v>", In_Reply_To="<a@v>", Cc="mia@letters.example", text="и Мия"), cast.mailbox
    )
    assert ticket is not None
    assert [row.person for row in ticket.collaborators.all()] == [cast.mia]


def test_a_file_too_large_is_left_out_and_the_customer_told(cast: Cast) -> None:
    _limit(cast, 1)
    mail = letter(text="Смотрите вложение")
    mail.add_attachment(b"x" * 1_100_000, "video", "mp4", filename="Видео.mp4")
    mail.add_attachment(b"small", "application", "pdf", filename="a.pdf")
    row = brought(mail, cast.mailbox)
    assert row.message is not None
    assert [file.name for file in row.message.attachments.all()] == ["a.pdf"]
    assert {"code": "file_too_large", "name": "Видео.mp4", "size": 1_100_000} in row.message.remarks
    notice = OutgoingMail.objects.get(answers=row)
    assert (notice.address, notice.details, notice.language) == (
        "anna@veter.example",
        {"files": ["Видео.mp4"]},
        "ru",
    )


def test_a_machine_is_not_told(cast: Cast) -> None:
    _limit(cast, 1)
    first = brought(letter(message_id="<a@v>"), cast.mailbox)
    mail = letter(In_Reply_To="<a@v>", Auto_Submitted="auto-replied", text="log", message_id="<b@v>")
    mail.add_attachment(b"x" * 1_100_000, "text", "plain", filename="log.txt")
    row = brought(mail, cast.mailbox)
    assert (row.ticket, OutgoingMail.objects.filter(answers=row).exists()) == (first.ticket, False)


def test_a_flood_of_large_files_is_answered_five_times(cast: Cast) -> None:
    _limit(cast, 1)
    for number in range(7):
        mail = letter(message_id=f"<{number}@v>", text=str(number))
        mail.add_attachment(bytes([number]) * 1_100_000, "video", "mp4", filename="v.mp4")
        brought(mail, cast.mailbox)
    assert OutgoingMail.objects.filter(purpose="too_large").count() == 5
    assert Ticket.objects.filter(requester=cast.anna, subject="Кэшбэк за заказ 48-1173").count() == 7


def _limit(cast: Cast, megabytes: int) -> None:
    change_setting(actor=Actor.of(cast.adam), name="attachment_megabytes", value=megabytes)
    forget_values()


def test_a_forged_sender_with_a_guessed_number_lets_nobody_into_the_conversation(cast: Cast) -> None:
    ticket = cast.tickets["open"]
    forged = letter(subject=f"Re: [#{ticket.pk}] ?", Cc="thief@elsewhere.example")
    assert brought(forged, cast.mailbox).ticket == ticket
    assert not ticket.collaborators.exists()
