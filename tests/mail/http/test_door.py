"""The HTTP door: what mail services post, in each of their ways."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from opora.desk.actions import change_mailbox, change_setting
from opora.desk.models import Mailbox
from opora.desk.public import settings as desk_settings
from opora.events.models import Event
from opora.events.public import clock
from opora.mail.actions import end_former_key, keep_mailgun_key, make_mailbox_key
from opora.mail.doors.http.health import findings
from opora.mail.doors.http.signature import sign
from opora.mail.models import IncomingMail, MailboxKey
from opora.mail.public import HttpRequest, knock, read_raw, take_in_due
from opora.people.public import Actor, NotAllowed, Refusal
from tests.cast import Cast
from tests.mail.letters import letter

RAW = letter(charset="koi8-r").as_bytes() + b"raw 8 bit \xf0\xd2\r\n"
SYSTEM = Actor.system()


class Service:
    """A mail service that knows a mailbox's address and secret."""

    def __init__(self, mailbox: Mailbox) -> None:
        row, self.secret = make_mailbox_key(actor=SYSTEM, mailbox=mailbox)
        self.url, self.client = f"/api/v1/mail/incoming/{row.key}", Client(enforce_csrf_checks=True)

    def post(self, body: bytes, way: str = "", sort: str = "message/rfc822", **headers: str) -> Any:
        return self.client.generic("POST", self.url + way, body, sort, headers=headers)

    def signed(self, body: bytes = RAW, moment: float | None = None, **headers: str) -> Any:
        header = sign(self.secret, int(moment or time.time()), body)
        return self.post(body, **{"X-Opora-Signature": header, **headers})

    def basic(self, body: bytes, way: str, sort: str, secret: str = "") -> Any:
        coded = base64.b64encode(f"opora:{secret or self.secret}".encode()).decode()
        return self.post(body, way, sort, Authorization=f"Basic {coded}")


@pytest.fixture
def service(cast: Cast, settings: Any) -> Service:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    return Service(change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, incoming="http"))


def form(**fields: bytes) -> tuple[bytes, str]:
    parts = [
        b'--line\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (name.replace("_", "-").encode(), value)
        for name, value in fields.items()
    ]
    return b"".join(parts) + b"--line--\r\n", "multipart/form-data; boundary=line"


def test_a_signed_mail_is_kept_byte_for_byte_and_becomes_a_ticket(service: Service, cast: Cast) -> None:
    envelope = {
        "X-Opora-Envelope-From": "anna@veter.example",
        "X-Opora-Envelope-To": "help+x@severka.example",
    }
    answer = service.signed(**envelope)
    row = IncomingMail.objects.get()
    assert (answer.status_code, answer.json()) == (200, {"id": row.pk, "state": "kept"})
    assert (read_raw(row.digest), row.source, row.mailbox) == (RAW, "http", cast.mailbox)
    assert (row.envelope_from, row.envelope_to) == ("anna@veter.example", "help+x@severka.example")
    take_in_due()
    row.refresh_from_db()
    assert row.ticket is not None
    assert row.ticket.department == cast.first_line


def test_said_again_it_is_a_duplicate_even_without_a_message_id(service: Service) -> None:
    raw = letter(message_id="").as_bytes()
    assert [service.signed(raw).json()["state"] for _ in range(3)] == ["kept", "duplicate", "duplicate"]


@pytest.mark.parametrize(
    ("header", "code"),
    [("", "signature_missing"), ("t=1", "signature_missing"), ("t=x,v1=00", "signature_missing"),
     ("t=1700000000,v1=" + "0" * 64, "signature_wrong"), ("t=٣,v1=00", "signature_missing"),
     ("t=" + "9" * 5000 + ",v1=00", "signature_missing")],
)  # fmt: skip
def test_what_is_not_signed_is_not_taken(service: Service, header: str, code: str) -> None:
    answer = service.post(RAW, **{"X-Opora-Signature": header})
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert not IncomingMail.objects.exists()
    assert MailboxKey.objects.get().refused == code


def test_a_signature_is_for_these_bytes_and_these_minutes(service: Service) -> None:
    good = sign(service.secret, int(time.time()), RAW)
    assert service.post(RAW + b"x", **{"X-Opora-Signature": good}).json()["code"] == "signature_wrong"
    for off in (-400, 400):
        assert service.signed(moment=time.time() + off).json()["code"] == "signature_old"
    other = sign("another secret", int(time.time()), RAW)
    both = f"{other},{good.partition(',')[2]}"
    assert service.post(RAW, **{"X-Opora-Signature": both}).status_code == 200
    assert MailboxKey.objects.get().refused == ""


def test_two_secrets_are_good_for_a_week_after_a_rotation(service: Service, cast: Cast) -> None:
    _row, fresh = make_mailbox_key(actor=Actor.of(cast.adam), mailbox=cast.mailbox)
    former, service.secret = service.secret, fresh
    assert service.signed().status_code == 200
    service.secret = former
    assert service.signed().status_code == 200
    MailboxKey.objects.update(former_until=clock.now() - timedelta(seconds=1))
    assert service.signed().status_code == 401
    MailboxKey.objects.update(former_until=clock.now() + timedelta(days=1))
    end_former_key(actor=Actor.of(cast.adam), mailbox=cast.mailbox)
    assert service.signed().status_code == 401
    told = json.dumps(list(Event.objects.filter(kind__startswith="mailbox.").values_list("data", flat=True)))
    assert fresh not in told
    assert MailboxKey.objects.get().key not in told
    assert fresh not in MailboxKey.objects.get().sealed


def test_administrators_only(service: Service, cast: Cast) -> None:
    for person in (cast.vera, cast.sofia, cast.anna):
        for verb in (make_mailbox_key, end_former_key):
            with pytest.raises(NotAllowed):
                verb(actor=Actor.of(person), mailbox=cast.mailbox)
        with pytest.raises(NotAllowed):
            keep_mailgun_key(actor=Actor.of(person), mailbox=cast.mailbox, signing_key="x")
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, incoming="door")
    with pytest.raises(Refusal):
        make_mailbox_key(actor=SYSTEM, mailbox=cast.mailbox)


@pytest.mark.parametrize("values", [{"incoming": "door"}, {"is_active": False}])
def test_an_address_that_is_not_in_use_is_not_there(
    service: Service, cast: Cast, values: dict[str, Any]
) -> None:
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, **values)
    assert service.signed().status_code == 404


def test_too_large_is_413_whether_announced_or_not(service: Service, cast: Cast) -> None:
    change_setting(actor=SYSTEM, name="mail_megabytes", value=5)
    desk_settings.forget_values()
    large = RAW + b"x" * (5 * 1024 * 1024)
    assert service.signed(large).status_code == 413
    signed = {"x-opora-signature": sign(service.secret, int(time.time()), large)}
    unannounced = HttpRequest(
        service.url.rpartition("/")[2], "http", signed, BytesIO(large), None, "192.0.2.7"
    )
    assert knock(unannounced).status == 413
    assert not IncomingMail.objects.exists()


def test_what_cannot_be_kept_stays_the_services(service: Service, settings: Any, tmp_path: Any) -> None:
    (tmp_path / "file").write_text("")
    good, settings.MAIL_ROOT = settings.MAIL_ROOT, str(tmp_path / "file")
    answer = service.signed()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    settings.MAIL_ROOT = good
    assert service.signed().status_code == 200


def test_guessing_is_slowed_down_for_the_one_who_guesses(service: Service) -> None:
    for _attempt in range(20):
        assert service.post(RAW).status_code == 401
    answer = service.signed()
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    header = sign(service.secret, int(time.time()), RAW)
    taken = elsewhere.post(
        service.url, RAW, content_type="message/rfc822", headers={"X-Opora-Signature": header}
    )
    assert taken.status_code == 200


def test_made_up_addresses_are_counted_together_and_cost_the_real_one_nothing(service: Service) -> None:
    asked = [Client().post(f"/api/v1/mail/incoming/made-up-{n}").status_code for n in range(22)]
    assert asked == [404] * 20 + [429] * 2
    assert service.signed().status_code == 200


def test_other_methods_and_addresses(service: Service) -> None:
    assert service.client.get(service.url).status_code == 405
    assert service.client.post("/api/v1/mail/incoming/nobody-knows").status_code == 404
    assert service.client.post("/api/v1/mail/incoming/никто").status_code == 404


@pytest.mark.parametrize("coding", ["multipart", "urlencoded"])
def test_mailgun(service: Service, cast: Cast, coding: str) -> None:
    keep_mailgun_key(actor=Actor.of(cast.adam), mailbox=cast.mailbox, signing_key="a-key-of-mailgun")
    moment, token = str(int(time.time())), "t" * 50

    def post(raw: bytes, key: str = "a-key-of-mailgun") -> Any:
        made = hmac.new(key.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
        fields = {"recipient": b"help@severka.example", "sender": b"anna@veter.example", "timestamp": moment.encode(),
                  "token": token.encode(), "signature": made.encode(), "body_mime": raw}  # fmt: skip
        if coding == "multipart":
            return service.post(*_flip(form(**fields), "/mailgun/mime"))
        coded = "&".join(
            f"{name.replace('_', '-')}={quote(value)}" for name, value in fields.items()
        ).encode()
        return service.post(coded, "/mailgun/mime", "application/x-www-form-urlencoded")

    assert post(RAW, key="another").json()["code"] == "signature_wrong"
    assert post(RAW).json()["state"] == "kept"
    row = IncomingMail.objects.get()
    assert (read_raw(row.digest), row.envelope_from, row.source) == (RAW, "anna@veter.example", "mailgun")
    assert post(RAW).json()["state"] == "duplicate"
    assert post(b"Subject: forged\r\n\r\nx").json()["code"] == "signature_used"


def _flip(made: tuple[bytes, str], way: str) -> tuple[bytes, str, str]:
    return made[0], way, made[1]


def test_mailgun_without_its_key_is_not_believed(service: Service) -> None:
    body, sort = form(timestamp=b"1", token=b"2", signature=b"3", body_mime=RAW)
    assert service.post(body, "/mailgun/mime", sort).json()["code"] == "signature_missing"


def test_postmark(service: Service) -> None:
    values = {"RawEmail": letter().as_string(), "OriginalRecipient": "help@severka.example", "From": "x"}
    body = json.dumps(values).encode()
    assert service.basic(body, "/postmark", "application/json", "wrong").json()["code"] == "password_wrong"
    assert service.post(body, "/postmark", "application/json").json()["code"] == "password_missing"
    assert service.basic(body, "/postmark", "application/json").json()["state"] == "kept"
    take_in_due()
    assert IncomingMail.objects.get().subject == "Кэшбэк за заказ 48-1173"
    assert service.basic(b'{"From": "x"}', "/postmark", "application/json").json()["code"] == "no_mail"


def test_sendgrid(service: Service) -> None:
    envelope = json.dumps({"to": ["help@severka.example"], "from": "anna@veter.example"}).encode()
    body, sort = form(envelope=envelope, email=RAW)
    assert service.basic(body, "/sendgrid", sort).json()["state"] == "kept"
    row = IncomingMail.objects.get()
    assert (read_raw(row.digest), row.envelope_from) == (RAW, "anna@veter.example")


@pytest.mark.parametrize(
    ("body", "sort"),
    [(b"", "multipart/form-data; boundary=line"), (b"--line", "multipart/form-data; boundary=line"),
     (b"--line\r\n\r\n\r\n", "multipart/form-data; boundary=line"), (b"x" * 1000, "multipart/form-data"),
     (b'--line\r\nContent-Disposition: form-data; name="email"\r\n\r\ncut off', "multipart/form-data; boundary=line"),
     (b"[" * 100_000, "application/json"), (b"\xff\xfe", "text/plain; charset=nonsense"), (b"a" * 10, "\x01\x02")],
)  # fmt: skip
@pytest.mark.parametrize("way", ["/postmark", "/sendgrid", "/mailgun/mime"])
def test_nonsense_is_no_mail(service: Service, way: str, body: bytes, sort: str) -> None:
    assert service.basic(body, way, sort).status_code in {400, 401}
    assert not IncomingMail.objects.exists()


def test_a_service_that_is_refused_is_a_card_until_it_brings_mail(service: Service) -> None:
    service.post(RAW)
    assert [(card.code, card.is_red, "no signature" in card.words) for card in findings()] == [
        ("mail_service_refused", False, True)
    ]
    service.signed()
    assert findings() == []
