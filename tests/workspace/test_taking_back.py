"""An answer that was just sent, taken back into the composer."""

import html as html_lib
import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opora.desk.actions import change_setting
from opora.desk.public import settings as desk_settings
from opora.events.public import clock
from opora.people.actions import change_person
from opora.people.public import Actor
from opora.tickets.models import Draft, Message, Status, Ticket
from tests.cast import Cast
from tests.mail.letters import PNG
from tests.workspace.conftest import SignIn

PICTURE = "data:image/png;base64," + __import__("base64").b64encode(PNG).decode()


def english(cast: Cast, sign_in: SignIn) -> Client:
    change_person(actor=Actor.system(), person=cast.vera, language="en")
    return sign_in(cast.vera)


def send(client: Client, cast: Cast, **more: object) -> Message:
    given = {"kind": "reply", "html": f'<p>Вот она <img src="{PICTURE}"></p>', "status": "solved"} | more
    client.post(f"/desk/tickets/{cast.tickets[Status.OPEN].pk}/messages/", given)
    return Message.objects.latest("id")


def test_it_says_when_it_leaves_and_comes_back_as_it_was(cast: Cast, sign_in: SignIn) -> None:
    client, number = english(cast, sign_in), cast.tickets[Status.OPEN].pk
    message = send(client, cast, files=[SimpleUploadedFile("план.pdf", b"%PDF-1.4", "application/pdf")])
    assert message.leaves_at is not None
    html = message.html
    text = client.get(f"/desk/tickets/{number}").content.decode()
    back = f"/desk/tickets/{number}/messages/{message.pk}/taking-back/"
    assert re.search(r'data-left="(8|9|10)"', text)
    assert text.count(f'action="{back}"') == 2  # in the time line, and in the word that it was sent
    page = client.post(back, follow=True).content.decode()
    assert "Taken back. It is in the composer again." in page
    assert not Message.objects.filter(pk=message.pk).exists()
    assert Ticket.objects.get(pk=number).status == Status.OPEN
    written = html_lib.unescape(re.findall(r'data-html="([^"]*)"', page)[0])
    assert PICTURE in written
    assert '<option value="solved" selected>' in page
    (kept,) = re.findall(r'name="kept" value="(\d+)" checked', page)
    assert "план.pdf" in page
    again = send(client, cast, html=written, kept=[kept])
    assert [file.name for file in again.attachments.filter(is_inline=False)] == ["план.pdf"]
    assert re.sub('cid:[^"]+', "cid:", again.html) == re.sub('cid:[^"]+', "cid:", html)
    assert not Draft.objects.exists()
    assert 'name="kept"' not in client.get(f"/desk/tickets/{number}").content.decode()


def test_other_people_s_files_are_not_taken(cast: Cast, sign_in: SignIn) -> None:
    client = english(cast, sign_in)
    message = send(client, cast, files=[SimpleUploadedFile("a.pdf", b"%PDF-1.4", "application/pdf")])
    client.post(f"/desk/tickets/{message.ticket_id}/messages/{message.pk}/taking-back/")
    kept = Draft.objects.get().files.filter(is_inline=False).get().pk
    egor = sign_in(cast.egor)
    stolen = send(egor, cast, html="<p>?</p>", kept=[str(kept), "x", "99999999999999999999"])
    assert not stolen.attachments.exists()
    assert Draft.objects.filter(author=cast.vera).exists()
    assert 'name="kept"' not in egor.get(f"/desk/tickets/{message.ticket_id}").content.decode()


def test_too_late_is_said(cast: Cast, sign_in: SignIn) -> None:
    client = english(cast, sign_in)
    message = send(client, cast)
    Message.objects.filter(pk=message.pk).update(leaves_at=clock.now() - timedelta(seconds=1))
    back = f"/desk/tickets/{message.ticket_id}/messages/{message.pk}/taking-back/"
    assert "can't be taken back any more" in html_lib.unescape(
        client.post(back, follow=True).content.decode()
    )
    assert back not in client.get(f"/desk/tickets/{message.ticket_id}").content.decode()


def test_the_desk_and_everybody_choose_how_long(cast: Cast, sign_in: SignIn) -> None:
    client = english(cast, sign_in)
    change_setting(actor=Actor.system(), name="undo_send_seconds", value=0)
    desk_settings.forget_values()
    assert send(client, cast).leaves_at is None
    own = {"name": "Вера", "language": "en", "time_zone": "", "theme": "", "undo_seconds": "30"}
    assert client.post("/desk/settings/", own).status_code == 302
    leaves = send(client, cast).leaves_at
    assert leaves is not None
    assert leaves > clock.now() + timedelta(seconds=20)
    assert client.post("/desk/settings/", own | {"undo_seconds": "121"}).status_code == 422
    client.post("/desk/settings/", own | {"undo_seconds": ""})
    assert send(client, cast).leaves_at is None


def test_a_customer_sees_it_when_it_has_left(cast: Cast, sign_in: SignIn) -> None:
    message = send(english(cast, sign_in), cast)
    anna = sign_in(cast.anna)
    address = f"/requests/{message.ticket_id}/"
    page = anna.get(address, follow=True)
    assert page.status_code == 200
    assert "Вот она" not in page.content.decode()
    Message.objects.filter(pk=message.pk).update(leaves_at=clock.now())
    assert "Вот она" in anna.get(address, follow=True).content.decode()
