"""The mail room, with a real SMTP server in the place of the desk's door."""

import dataclasses
import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opora.demo.models import Folder, Letter
from opora.demo.outbox import Delivery
from opora.demo.reading import Reading

pytestmark = pytest.mark.django_db(transaction=True)
ANNA = "katya.sokolova@pochta.example"
BOX = f"/demo/mail/{ANNA}/"


@pytest.fixture(autouse=True)
def demo_mode(settings: LazySettings) -> None:
    settings.DEMO = True


@pytest.fixture
def door(settings: LazySettings) -> Iterator[int]:
    """An SMTP server that keeps what it gets as letters; the desk's door is said to be there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Delivery(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.ENV = dataclasses.replace(settings.ENV, smtp_door=f"127.0.0.1:{port}")
    yield port
    controller.stop()


def answer(port: int) -> Letter:
    """A mail from the desk arrives in Anna's mailbox by SMTP."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Анна Смирнова <help@severka.example>", ANNA
    mail["Subject"], mail["Message-ID"] = "Re: Где заказ?", "<1@severka.example>"
    mail.set_content("Здравствуйте!\n\nЗавтра привезём.")
    mail.add_alternative(
        '<p>Завтра привезём.</p><img src="cid:p1@x"><script>alert(1)</script>', subtype="html"
    )
    html = mail.get_payload()[1]  # type: ignore[index]
    html.add_related(b"\x89PNG", "image", "png", cid="<p1@x>")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Счёт.pdf")
    with smtplib.SMTP("127.0.0.1", port) as connection:
        connection.send_message(mail)
    return Letter.objects.get(owner=ANNA, folder=Folder.INBOX)


def test_it_is_not_there_outside_the_demo(client: Client, settings: LazySettings) -> None:
    settings.DEMO = False
    for address in ("/demo/mail/", BOX, f"{BOX}write/", f"{BOX}rows/", f"{BOX}letters/1/"):
        assert client.get(address).status_code == 404


def test_one_chooses_whom_to_play(client: Client) -> None:
    page = client.get("/demo/mail/").content.decode()
    assert "Екатерина Соколова" in page
    assert "paní" not in page
    sent = client.post("/demo/mail/", {"name": "Jan Nový", "address": "Jan@Nikde.example"})
    assert sent["Location"] == "/demo/mail/jan@nikde.example/write/"
    assert "Jan Nový" in client.get(sent["Location"]).content.decode()
    assert client.post("/demo/mail/", {"name": "X", "address": "no"}).status_code == 422


def test_a_letter_goes_out_in_the_encoding_chosen(client: Client, door: int) -> None:
    file = SimpleUploadedFile("чек.txt", "итог".encode(), "text/plain")
    letter = {
        "to": "help@severka.example",
        "subject": "Где заказ?",
        "text": "Жду с утра.",
        "charset": "koi8-r",
        "file": file,
    }
    assert client.post(f"{BOX}write/", letter)["Location"] == BOX
    arrived = Letter.objects.get(owner="help@severka.example")
    reading = Reading(bytes(arrived.raw))
    assert b"koi8-r" in bytes(arrived.raw)
    assert (reading.text, reading.sender_name, reading.enclosures[0].name) == (
        "Жду с утра.",
        "Екатерина Соколова",
        "чек.txt",
    )
    assert Letter.objects.filter(owner=ANNA, folder=Folder.SENT, is_read=True).count() == 1
    assert "Где заказ?" in client.get(BOX).content.decode()


def test_what_cannot_be_written_in_an_encoding_is_said_and_kept(client: Client, door: int) -> None:
    letter = {"to": "help@severka.example", "subject": "Hi", "text": "Tak 😊", "charset": "koi8-r"}
    page = client.post(f"{BOX}write/", letter)
    assert page.status_code == 422
    assert "KOI8-R" in page.content.decode()
    assert "Tak 😊" in page.content.decode()
    assert not Letter.objects.exists()


def test_a_closed_door_is_said_and_the_letter_is_kept(client: Client, settings: LazySettings) -> None:
    settings.ENV = dataclasses.replace(settings.ENV, smtp_door="127.0.0.1:1")
    page = client.post(f"{BOX}write/", {"to": "help@severka.example", "subject": "Hi", "text": "My words"})
    assert page.status_code == 422
    assert "127.0.0.1:1" in page.content.decode()
    assert "My words" in page.content.decode()


def test_the_list_is_quiet_until_something_comes(client: Client, door: int) -> None:
    state = client.get(BOX).context["state"]
    assert client.get(f"{BOX}rows/", {"state": state}).status_code == 204
    answer(door)
    news = client.get(f"{BOX}rows/", {"state": state})
    assert news.status_code == 200
    assert "data-unread" in news.content.decode()


def test_an_answer_is_shown_as_a_mail_program_would(client: Client, door: int) -> None:
    letter = answer(door)
    page = client.get(f"{BOX}letters/{letter.pk}/").content.decode()
    letter.refresh_from_db()
    assert letter.is_read
    assert "Завтра привезём." in page
    assert "Счёт.pdf" in page
    assert "<script>alert" not in page
    html = client.get(f"{BOX}letters/{letter.pk}/html/")
    assert "sandbox" in html["Content-Security-Policy"]
    assert "script" not in html["Content-Security-Policy"]
    place = next(one.place for one in Reading(bytes(letter.raw)).enclosures if one.content_id)
    assert f'src="{BOX}letters/{letter.pk}/files/{place}/"' in html.content.decode()
    assert client.get(f"{BOX}letters/{letter.pk}/files/{place}/").content == b"\x89PNG"
    assert b"Message-ID: <1@severka.example>" in client.get(f"{BOX}letters/{letter.pk}/source/").content


def test_files_that_are_no_pictures_are_only_downloaded(client: Client, door: int) -> None:
    letter = answer(door)
    place = next(one.place for one in Reading(bytes(letter.raw)).enclosures if one.name == "Счёт.pdf")
    got = client.get(f"{BOX}letters/{letter.pk}/files/{place}/")
    assert got["Content-Disposition"].startswith("attachment")
    assert got["Content-Type"] == "application/octet-stream"
    assert client.get(f"{BOX}letters/{letter.pk}/files/99/").status_code == 404


def test_a_reply_threads_and_quotes(client: Client, door: int) -> None:
    letter = answer(door)
    address = f"{BOX}letters/{letter.pk}/answer/"
    form = client.get(address).context["form"]
    assert form.initial["to"] == "help@severka.example"
    assert form.initial["subject"] == "Re: Где заказ?"
    assert "> Завтра привезём." in form.initial["text"]
    client.post(
        address, {**form.initial, "text": "Спасибо!" + form.initial["text"], "charset": "windows-1251"}
    )
    reply = Reading(bytes(Letter.objects.get(owner="help@severka.example").raw))
    assert reply.header("In-Reply-To") == "<1@severka.example>"
    assert reply.header("References") == "<1@severka.example>"
    assert reply.text.startswith("Спасибо!")


def test_nobody_reads_a_letter_in_anothers_mailbox(client: Client, door: int) -> None:
    letter = answer(door)
    assert client.get(f"/demo/mail/other@pochta.example/letters/{letter.pk}/").status_code == 404
