"""What the values of a shared outgoing server have to fulfil."""

import re
import ssl

from django.utils.translation import gettext_lazy as _

from opora.desk.models import OutgoingServer, OutSignIn, Trust
from opora.people.public import Refusal

HOST = re.compile(r"[a-z0-9._:-]{1,253}", re.I)


def check_server(row: OutgoingServer) -> None:
    """Raises Refusal, naming the field, for values by which nothing could be sent."""
    if not row.name.strip():
        raise Refusal("name_missing", _("Give it a name."), "name")
    if not HOST.fullmatch(row.host):
        raise Refusal("bad_host", _("Write the server's name, like smtp.example.com."), "host")
    if not 1 <= row.sessions <= 50:
        raise Refusal("out_of_range", _("Write a number from 1 to 50."), "sessions")
    if row.trust == Trust.OWN:
        _check_authority(row.authority)
    if row.sign_in == OutSignIn.PASSWORD and row.login and not row.sealed:
        raise Refusal("password_missing", _("The login needs its password."), "password")
    if not row.is_active and row.pk and row.mailboxes.filter(is_active=True).exists():
        raise Refusal(
            "in_use", _("Mailboxes still send through it. Give them another server first."), "is_active"
        )


def _check_authority(pem: str) -> None:
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=pem)
        good = bool(context.cert_store_stats()["x509"])
    except (ssl.SSLError, ValueError):
        good = False
    if not good:
        words = _("Paste the authority's certificate: it begins with -----BEGIN CERTIFICATE-----.")
        raise Refusal("bad_authority", words, "authority")
