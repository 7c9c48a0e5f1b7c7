"""What the values of a registered app must be like."""

import ipaddress
import re
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from opora.desk.models import Provider, SignInApp
from opora.people.public import Refusal

TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}")
# Names that stand for everybody: an app that acts by itself belongs to one directory.
EVERYBODY = {"", "common", "organizations", "consumers"}


def is_safe_address(url: str) -> bool:
    """Whether secrets may be sent there: https, or this machine itself."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not re.fullmatch(r"[a-z0-9.:-]+", host) or not url.isascii() or re.search(r"[\x00-\x20\x7f\\]", url):
        return False
    if parts.username is not None or parts.password is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def check_app(app: SignInApp) -> None:
    """Raises Refusal, naming the field, for values with which nobody could sign in."""
    if not app.name.strip():
        raise Refusal("name_missing", _("Give it a name."), "name")
    if not app.client_id.strip():
        raise Refusal("client_missing", _("Copy the client id from the provider's page."), "client_id")
    if app.tenant and not TENANT.fullmatch(app.tenant):
        raise Refusal("bad_tenant", _("Write the directory's id or its domain."), "tenant")
    is_microsoft = app.provider == Provider.MICROSOFT
    if app.as_app and is_microsoft and app.tenant.lower() in EVERYBODY:
        raise Refusal(
            "tenant_missing", _("An app that acts by itself needs the id of your directory."), "tenant"
        )
    if app.as_app and app.provider == Provider.GOOGLE:
        raise Refusal("not_at_google", _("At Google somebody has to sign in."), "as_app")
    _check_addresses(app)


def _check_addresses(app: SignInApp) -> None:
    is_other = app.provider == Provider.OTHER
    for field in ("authorize_url", "token_url"):
        url = getattr(app, field)
        needed = is_other and (field == "token_url" or not app.as_app)
        if needed and not url:
            raise Refusal("address_missing", _("Write the address from the provider's documentation."), field)
        if url and not is_safe_address(url):
            raise Refusal("unsafe_address", _("The address has to begin with https://."), field)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
