"""An answer as the mail that leaves."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from opora.desk.actions import change_department, change_mailbox, change_setting
from opora.desk.settings import forget_values
from opora.events.public import catch_up
from opora.mail import tokens
from opora.mail.models import OutgoingMail
from opora.mail.parsing.parse import parse
from opora.mail.sending.carrying.claiming import RELATED
from opora.mail.sending.compose import POLICY as compose_policy
from opora.mail.sending.compose import NotComposed, compose
from opora.people.actions import change_person
from opora.people.public import Actor
from opora.tickets.actions import add_collaborator, open_ticket, reply
from opora.tickets.models import Message, Status
from opora.tickets.public import NewFile, Words, key_for, person_of
from tests.cast import Cast
from tests.mail.letters import PNG, brought, letter


def answered(cast: Cast, words: Words, status: str = Status.OPEN) -> OutgoingMail:
    """Vera's answer on a ticket, as its row in the queue."""
    message = reply(actor=Actor.of(cast.vera), ticket=cast.tickets[status], words=words, channel="desk")
    return queued(message)


def queued(message: Message) -> OutgoingMail:
    catch_up("outgoing")
    return OutgoingMail.objects.prefetch_related(*RELATED).filter(message=message).order_by("id")[0]


def read(mail: OutgoingMail) -> EmailMessage:
    made = message_from_bytes(compose(mail).content, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def text_of(mail: EmailMessage, sort: str = "plain") -> str:
    body = mail.get_body((sort,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_it_reads_like_ordinary_correspondence(cast: Cast) -> None:
    mail = answered(cast, Words(html="<p>Здравствуйте, <b>Анна</b>!</p>"))
    made = read(mail)
    assert made["From"] == '"Вера Соколова (Severka)" <help@severka.example>'
    assert made["To"] == "Анна Ковалёва <anna@veter.example>"
    assert made["Subject"] == "Re: Кэшбэк за заказ 48-1173 (open)"
    assert tokens.read_message_id(made["Message-ID"]) == (mail.ticket_id, "m", mail.message_id)
    assert made["Reply-To"].addresses[0].addr_spec == tokens.plus_address(
        "help@severka.example", mail.ticket_id or 0
    )
    assert made["Auto-Submitted"] is None
    assert made.get_content_type() == "multipart/alternative"
    assert text_of(made).startswith("Здравствуйте, Анна!\n")
    assert "<b>Анна</b>" in text_of(made, "html")


def test_it_is_seven_bits_in_lines_that_no_server_breaks(cast: Cast) -> None:
    html = f"<p>{'Очень длинная строка без конца. ' * 200}</p>"
    words = Words(html=html, files=(NewFile("я.txt", "ж\n".encode() * 9000),))
    content = compose(answered(cast, words)).content
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_our_own_parser_reads_it_as_it_was_written(cast: Cast) -> None:
    file = NewFile("Účet č. 5.pdf", b"%PDF", "application/pdf")
    words = Words(html="<p>Účtujeme <i>příště</i>, děkujeme 🙂</p>", files=(file,))
    parsed = parse(compose(answered(cast, words)).content)
    assert (parsed.from_name, parsed.subject) == (
        "Вера Соколова (Severka)",
        "Re: Кэшбэк за заказ 48-1173 (open)",
    )
    assert parsed.visible_reply.startswith("Účtujeme příště, děkujeme 🙂")
    assert [(file.name, file.data) for file in parsed.attachments] == [("Účet č. 5.pdf", b"%PDF")]
    assert parsed.is_loop is True  # it carries our loop header


def test_pictures_stay_in_the_text_and_files_beside(cast: Cast) -> None:
    words = Words(
        html='<p>Смотрите: <img src="cid:p1"></p>',
        files=(
            NewFile("снимок.png", PNG, "image/png", is_inline=True, content_id="p1"),
            NewFile("письмо.eml", b"From: x\r\n\r\ny", "message/rfc822"),
        ),
    )
    made = read(answered(cast, words))
    assert made.get_content_type() == "multipart/mixed"
    related = made.get_body(("related",))
    assert related is not None
    picture = next(part for part in related.walk() if part.get_content_type() == "image/png")
    assert (picture["Content-ID"], picture.get_content()) == ("<p1>", PNG)
    file = next(made.iter_attachments())
    assert (file.get_filename(), file.get_content()) == ("письмо.eml", b"From: x\r\n\r\ny")


def test_the_thread_goes_on(cast: Cast) -> None:
    first = brought(letter(message_id="<a@veter.example>"), cast.mailbox)
    assert first.ticket is not None
    vera = Actor.of(cast.vera)
    one = queued(reply(actor=vera, ticket=first.ticket, words=Words(text="Раз"), channel="desk"))
    brought(letter(message_id="<b@veter.example>", In_Reply_To="<a@veter.example>", text="?"), cast.mailbox)
    made = read(queued(reply(actor=vera, ticket=first.ticket, words=Words(text="Два"), channel="desk")))
    assert made["In-Reply-To"] == "<b@veter.example>"
    assert made["References"].split() == ["<a@veter.example>", f"<{one.mail_id}>", "<b@veter.example>"]


def test_the_department_signs_in_the_tickets_language(cast: Cast) -> None:
    change_department(
        actor=Actor.system(), department=cast.first_line, signature="<p>First line</p>",
        signatures={"ru": "<p>Первая <b>линия</b></p>"}, from_name="Северка",
    )  # fmt: skip
    brought_in = brought(letter(), cast.mailbox)
    assert brought_in.ticket is not None
    mail = queued(
        reply(actor=Actor.of(cast.vera), ticket=brought_in.ticket, words=Words(text="Да"), channel="desk")
    )
    made = read(mail)
    assert made["From"] == "Северка <help@severka.example>"
    assert "\n-- \nПервая линия\n" in text_of(made)
    assert "Первая <b>линия</b>" in text_of(made, "html")


def test_the_customers_words_are_quoted_below_unless_the_desk_says_no(cast: Cast) -> None:
    made = read(answered(cast, Words(text="Проверили.")))
    assert "\n> Здравствуйте! Кэшбэк так и не начислен." in text_of(made)
    assert "<blockquote" in text_of(made, "html")
    change_setting(actor=Actor.of(cast.adam), name="mail_quote", value=False)
    forget_values()
    assert "Кэшбэк так и не" not in text_of(read(answered(cast, Words(text="Ещё раз."))))


def test_each_reader_has_a_key_of_their_own(cast: Cast) -> None:
    ticket = cast.tickets[Status.OPEN]
    add_collaborator(actor=Actor.of(cast.vera), ticket=ticket, person=cast.mia)
    message = reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="Обеим"), channel="desk")
    catch_up("outgoing")
    copies = OutgoingMail.objects.prefetch_related(*RELATED).filter(message=message).order_by("id")
    made = [read(copy) for copy in copies]
    assert [copy.address for copy in copies] == ["anna@veter.example", "mia@letters.example"]
    assert {one["Message-ID"] for one in made} == {made[0]["Message-ID"]}
    assert [(one["To"], one["Cc"]) for one in made] == [
        ("Анна Ковалёва <anna@veter.example>", "Mia Hartley <mia@letters.example>")
    ] * 2
    for person, one in zip([cast.anna, cast.mia], made, strict=True):
        assert f"/requests/{ticket.pk}/{key_for(ticket, person)}/" in text_of(one)
    assert person_of(ticket, key_for(ticket, cast.mia)) == cast.mia


def test_the_first_mail_of_a_request_that_we_opened_answers_nothing(cast: Cast) -> None:
    ticket = open_ticket(
        actor=Actor.of(cast.vera), requester=cast.mia, subject="Your call", words=Words(text="As we said"),
        channel="phone", from_desk=True,
    )  # fmt: skip
    made = read(queued(ticket.messages.get()))
    assert (made["Subject"], made["In-Reply-To"], made["References"]) == ("Your call", None, None)


def test_names_and_subjects_cannot_smuggle_headers(cast: Cast) -> None:
    change_person(actor=Actor.of(cast.adam), person=cast.anna, name='Anna"\r\nBcc: eve@evil.example, <x@y.z>')
    made = read(answered(cast, Words(text="x")))
    assert made["Bcc"] is None
    assert [address.addr_spec for address in made["To"].addresses] == ["anna@veter.example"]


def test_a_mailbox_that_is_fetched_gets_no_plus_addresses_unless_wanted(cast: Cast) -> None:
    change_mailbox(actor=Actor.system(), mailbox=cast.mailbox, incoming="imap", in_host="mail.example")
    assert read(answered(cast, Words(text="x")))["Reply-To"] is None
    change_setting(actor=Actor.of(cast.adam), name="mail_plus_addresses", value="always")
    forget_values()
    assert "+t" in read(answered(cast, Words(text="y")))["Reply-To"]


def test_notes_and_deleted_messages_never_leave(cast: Cast) -> None:
    mail = answered(cast, Words(text="x"))
    assert mail.message is not None
    mail.message.kind = "note"
    with pytest.raises(NotComposed):
        compose(mail)
    mail.message = None
    with pytest.raises(NotComposed):
        compose(mail)


def test_a_notice_is_automatic_and_in_the_customers_language(cast: Cast) -> None:
    change_setting(actor=Actor.of(cast.adam), name="attachment_megabytes", value=1)
    forget_values()
    mail = letter(text="Смотрите вложение")
    mail.add_attachment(b"x" * 1_100_000, "video", "mp4", filename="Видео.mp4")
    row = brought(mail, cast.mailbox)
    made = read(OutgoingMail.objects.prefetch_related(*RELATED).get(answers=row))
    assert (made["Auto-Submitted"], made["In-Reply-To"]) == ("auto-replied", "<one@veter.example>")
    assert made["Content-Language"] == "ru"
    assert "Видео.mp4" in text_of(made)
    assert parse(compose(OutgoingMail.objects.prefetch_related(*RELATED).get(answers=row)).content).is_auto


def test_an_answer_sent_by_mail_leaves_without_the_history_in_it(cast: Cast) -> None:
    words = Words(
        text="Готово.\n\n> Здравствуйте!",
        visible="Готово.",
        html="<p>Готово.</p><blockquote>Здравствуйте!</blockquote>",
    )
    message = reply(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], words=words, channel="mail")
    made = read(queued(message))
    assert text_of(made).count("Здравствуйте!") == text_of(made, "html").count("Здравствуйте!") == 1


BREAK = "=?utf-8?q?=0D=0AX-Ours:_1?="


def test_what_others_wrote_never_becomes_a_header_of_its_own(cast: Cast) -> None:
    change_person(actor=Actor.system(), person=cast.anna, name=f"Anna {BREAK}")
    ticket = open_ticket(
        actor=Actor.of(cast.anna),
        requester=cast.anna,
        subject=f"Hello {BREAK} \u2028X-Ours: 2",
        words=Words(text="?"),
        channel="mail",
    )
    add_collaborator(actor=Actor.of(cast.vera), ticket=ticket, person=cast.mia)
    files = (NewFile(f"{BREAK}.txt", b"x", "text/plain"),)
    message = reply(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="!", files=files), channel="desk"
    )
    made = message_from_bytes(compose(queued(message)).content, policy=policy.default)
    assert {part["X-Ours"] for part in made.walk()} == {None}
    assert made["Subject"] == "Re: Hello = ?utf-8?q?=0D=0AX-Ours:_1?= X-Ours: 2"


@pytest.mark.parametrize("odd", [f"<{BREAK}@v>", "<a\x85b@v>", "<a b@v>", "<č@v>"])
def test_an_odd_message_id_stops_no_answer(cast: Cast, odd: str) -> None:
    raw = letter(message_id="").as_bytes().replace(b"\n\n", f"\nMessage-ID: {odd}\n\n".encode(), 1)
    row = brought(raw, cast.mailbox)
    assert row.ticket is not None
    message = reply(actor=Actor.of(cast.vera), ticket=row.ticket, words=Words(text="!"), channel="desk")
    made = read(queued(message))
    assert (made["X-Ours"], BREAK in str(made["References"])) == (None, False)


def test_a_header_that_broke_in_two_is_not_written() -> None:
    made = EmailMessage(policy=compose_policy)
    made["Subject"] = BREAK
    with pytest.raises(ValueError, match="Subject"):
        made.as_bytes(policy=compose_policy)


def test_a_local_part_beyond_ascii_is_written_as_it_is(cast: Cast) -> None:
    row = brought(letter("Jürgen <jürgen@büro.example>").as_bytes(policy=policy.SMTPUTF8), cast.mailbox)
    assert row.ticket is not None
    message = reply(actor=Actor.of(cast.vera), ticket=row.ticket, words=Words(text="!"), channel="desk")
    made = compose(queued(message))
    assert made.recipient == "jürgen@xn--bro-hoa.example"
    assert "<jürgen@xn--bro-hoa.example>".encode() in made.content
