"""Names of files, as every mail program can read them; read back by our parser and by Python's."""

import base64
import re
from email import message_from_bytes, policy
from email.header import decode_header

import pytest

from opora.events.public import catch_up
from opora.mail.models import OutgoingMail
from opora.mail.parsing.parse import parse
from opora.mail.sending.compose import compose
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Status
from opora.tickets.public import NewFile, Words
from tests.cast import Cast
from tests.mail.letters import PNG

NAMES = [
    "plain.pdf",
    "with space & (brackets).pdf",
    'quote"in.pdf',
    "Účet č. 5.pdf",
    "Счёт-фактура № 48-1173 от 21 ноября 2026 года, подписанный и отсканированный экземпляр (копия).pdf",
    "発票😀.pdf",
    "a=?utf-8?q?=0D=0AX-Evil:_1?=.pdf",
    "semi;colon=b.pdf",
    f"{'длинное-имя-' * 15}.pdf",
]


def sent(cast: Cast, words: Words) -> bytes:
    message = reply(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], words=words, channel="desk")
    catch_up("outgoing")
    related = (
        "mailbox__department__brand",
        "ticket__department",
        "ticket__brand",
        "ticket__requester",
        "person",
    )
    return compose(OutgoingMail.objects.select_related(*related).get(message=message)).content


@pytest.mark.parametrize("name", NAMES)
def test_a_name_arrives_both_ways(cast: Cast, name: str) -> None:
    file = NewFile(name, b"%PDF", "application/pdf")
    content = sent(cast, Words(text="x", files=(file,)))
    made = message_from_bytes(content, policy=policy.default)
    (part,) = made.iter_attachments()
    kept = parse(content).attachments[0].name
    assert part.get_filename() == kept
    assert kept.split(".")[-1] == "pdf"
    assert re.sub(r"\W", "", kept) == re.sub(r"\W", "", part.get_filename() or "")
    assert made["X-Evil"] is None
    assert part.get_content() == b"%PDF"
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_programs_that_read_content_type_only_find_the_name_there(cast: Cast) -> None:
    name = NAMES[4]
    content = sent(cast, Words(text="x", files=(NewFile(name, b"%PDF", "application/pdf"),)))
    head = re.search(rb"Content-Type: application/pdf;(.*?)\r\n(?! )", content, re.S)
    assert head is not None
    written = head[1].decode()
    assert all(len(line) <= 76 for line in written.split("\r\n"))
    value = " ".join(written.split()).removeprefix("name=").strip('"')
    said = "".join(
        piece.decode(charset or "ascii") if isinstance(piece, bytes) else piece
        for piece, charset in decode_header(value)
    )
    assert said == name
    for word in re.findall(r"=\?utf-8\?B\?([^?]+)\?=", value):
        base64.b64decode(word).decode("utf-8")  # no character is cut in two


def test_a_picture_in_the_text_has_both_names_too(cast: Cast) -> None:
    picture = NewFile("Фото чека.png", PNG, "image/png", is_inline=True, content_id="p1@x")
    content = sent(
        cast, Words(html='<p>Вот <img src="cid:p1@x" alt="Фото чека"></p>', files=(picture,), trusted=True)
    )
    made = message_from_bytes(content, policy=policy.default)
    (part,) = [one for one in made.walk() if one.get_content_type() == "image/png"]
    assert (part["Content-ID"], part.get_filename()) == ("<p1@x>", "Фото чека.png")
    assert (part.get_content_disposition(), part.get_content()) == ("inline", PNG)
    text = made.get_body(("plain",))
    assert text is not None
    assert "Вот [Фото чека]" in text.get_content()
