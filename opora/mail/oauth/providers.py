"""Where each provider is asked for what, from the values of a registered app."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from opora.desk.models import Provider, SignInApp

MICROSOFT = "https://login.microsoftonline.com"
OUTLOOK = "https://outlook.office.com"
KNOWN = {
    Provider.MICROSOFT: (
        f"openid email offline_access {OUTLOOK}/IMAP.AccessAsUser.All {OUTLOOK}/POP.AccessAsUser.All "
        f"{OUTLOOK}/SMTP.Send"
    ),
    Provider.GOOGLE: "openid email https://mail.google.com/",
}
# What an app asks for that has been given mailboxes by itself.
AS_APP = {Provider.MICROSOFT: "https://outlook.office365.com/.default"}
# Google gives a refresh token only to those who ask so; Microsoft signs in whoever is there unless told to ask.
ASKING: dict[str, Mapping[str, str]] = {
    Provider.MICROSOFT: {"prompt": "select_account"},
    Provider.GOOGLE: {"access_type": "offline", "prompt": "consent"},
}


def authorize_address(app: SignInApp) -> str:
    """Where somebody signs in."""
    known = {
        Provider.MICROSOFT: f"{MICROSOFT}/{app.tenant or 'organizations'}/oauth2/v2.0/authorize",
        Provider.GOOGLE: "https://accounts.google.com/o/oauth2/v2/auth",
    }
    return app.authorize_url or known.get(Provider(app.provider), "")


def token_address(app: SignInApp) -> str:
    """Where tokens are given."""
    known = {
        Provider.MICROSOFT: f"{MICROSOFT}/{app.tenant or 'organizations'}/oauth2/v2.0/token",
        Provider.GOOGLE: "https://oauth2.googleapis.com/token",
    }
    return app.token_url or known.get(Provider(app.provider), "")


def scopes(app: SignInApp) -> str:
    """What is asked for, with blanks between."""
    return app.scopes or (AS_APP if app.as_app else KNOWN).get(Provider(app.provider), "")


def sign_in_address(app: SignInApp, *, redirect: str, state: str, challenge: str, account: str) -> str:
    """The whole address of the provider's page (RFC 6749, 4.1.1, with RFC 7636's challenge)."""
    words = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": redirect,
        "scope": scopes(app),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login_hint": account,
        **ASKING.get(app.provider, {}),
    }
    address = authorize_address(app)
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(words)}"


def origin(app: SignInApp) -> str:
    """Scheme, name and port of the provider's page, for the page that sends somebody there."""
    parts = urlsplit(authorize_address(app))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
