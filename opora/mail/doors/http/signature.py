"""Whether a request comes from somebody who knows the mailbox's secret."""

import base64
import binascii
import hashlib
import hmac
import re
import time
from collections.abc import Mapping

from opora.desk.public import sealing
from opora.events.public import clock
from opora.mail.models import MailboxKey

TOLERANCE = 300  # seconds that a signature is good for, before and after
SIGNED = re.compile(r"t=([0-9]{1,12})((?:,v[0-9]+=[0-9a-f]{1,128})+)")


class NotBelieved(Exception):
    """The request is not shown to be the service's. The text is a code of `opora.mail.reasons`."""


def sign(secret: str, moment: int, body: bytes) -> str:
    """The value of X-Opora-Signature for a body at a moment (seconds since 1970)."""
    return f"t={moment},v1={_hmac(secret, b'%d.' % moment, body)}"


def check_signature(row: MailboxKey, header: str, body: bytes) -> None:
    """Our own form: `t=<unix>,v1=<hex HMAC-SHA256(secret, t + "." + body)>`. Raises NotBelieved."""
    found = SIGNED.fullmatch(header.replace(" ", ""))
    if found is None:
        raise NotBelieved("signature_missing")
    moment, given = found.group(1), re.findall(r",v1=([0-9a-f]+)", found.group(2))
    good = [_hmac(secret, f"{moment}.".encode(), body) for secret in secrets_of(row)]
    if not _one_of(given, good):
        raise NotBelieved("signature_wrong")
    _check_moment(moment)


def check_password(row: MailboxKey, header: str) -> None:
    """For services that don't sign: HTTP Basic (RFC 7617), any name, the secret as password. Raises NotBelieved."""
    scheme, _, coded = header.partition(" ")
    try:
        _name, _, password = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        password = ""
    if scheme.lower() != "basic" or not password:
        raise NotBelieved("password_missing")
    if not _one_of([password], secrets_of(row)):
        raise NotBelieved("password_wrong")


def check_mailgun(row: MailboxKey, values: Mapping[str, str]) -> None:
    """Mailgun signs its own timestamp and token, not the mail. Raises NotBelieved."""
    key = sealing.unseal(row.mailgun_sealed)
    moment, token, given = (values.get(name, "") for name in ("timestamp", "token", "signature"))
    if not (key and moment and token and given):
        raise NotBelieved("signature_missing")
    if not _one_of([given.lower()], [_hmac(key, moment.encode(), token.encode())]):
        raise NotBelieved("signature_wrong")
    _check_moment(moment)


def secrets_of(row: MailboxKey) -> list[str]:
    """The secrets that are good now: after a rotation the former one too, for a while."""
    found = [sealing.unseal(row.sealed)]
    if row.former_until is not None and row.former_until > clock.now():
        found.append(sealing.unseal(row.former_sealed))
    return [secret for secret in found if secret]


def _check_moment(moment: str) -> None:
    is_number = re.fullmatch(r"[0-9]{1,12}", moment) is not None
    if not is_number or abs(time.time() - int(moment)) > TOLERANCE:
        raise NotBelieved("signature_old")


def _hmac(secret: str, before: bytes, body: bytes) -> str:
    made = hmac.new(secret.encode(), before, hashlib.sha256)
    made.update(body)
    return made.hexdigest()


def _one_of(given: list[str], good: list[str]) -> bool:
    """Compared without telling by the time it takes how much is right."""
    same = [hmac.compare_digest(one.encode(), other.encode()) for one in given for other in good]
    return any(same)
