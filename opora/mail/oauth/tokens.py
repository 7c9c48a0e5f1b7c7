"""Tokens from a provider: for a code, for a refresh token, for the app itself (RFC 6749, 4.1.3, 6 and 4.4)."""

import base64
import json
import re
from dataclasses import dataclass, field

from opora.desk.models import SignInApp
from opora.mail.oauth import providers
from opora.mail.oauth.asking import NoAnswer, ask

SECONDS = 3600  # a token's life where the provider does not say
# What is wrong with the app and not with the sign-in.
APP_ERRORS = {
    "invalid_client",
    "unauthorized_client",
    "invalid_scope",
    "unsupported_grant_type",
    "invalid_request",
}
AGAIN_ERRORS = {
    "invalid_grant",
    "interaction_required",
    "consent_required",
    "login_required",
    "access_denied",
}


class NoToken(Exception):
    """There is no token to sign in with. `reason` is a code of `opora.mail.reasons`, `words` what the provider said.

    Until an administrator does something it stays so, unless the reason is `no_token`.
    """

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(f"{reason}: {words}")
        self.reason = reason
        self.words = words[:2000]

    @property
    def is_final(self) -> bool:
        """Whether asking again is of no use before somebody has mended something."""
        return self.reason != "no_token"


@dataclass(frozen=True)
class Tokens:
    """What a provider gave; `refresh` is empty when it keeps the former one. `seconds` is the access token's life."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int
    account: str = ""


def for_code(app: SignInApp, *, code: str, verifier: str, redirect: str) -> Tokens:
    """The first tokens, after somebody signed in. Raises NoToken."""
    words = {"code": code, "code_verifier": verifier, "redirect_uri": redirect}
    return _asked(app, "authorization_code", words)


def renewed(app: SignInApp, refresh: str) -> Tokens:
    """Fresh tokens. Raises NoToken, with `sign_in_again` when the provider takes the refresh token no more."""
    return _asked(app, "refresh_token", {"refresh_token": refresh})


def for_app(app: SignInApp) -> Tokens:
    """A token of the app itself. Raises NoToken."""
    return _asked(app, "client_credentials", {"scope": providers.scopes(app)})


def _asked(app: SignInApp, grant: str, words: dict[str, str]) -> Tokens:
    form = {"grant_type": grant, "client_id": app.client_id, **words}
    if app.client_secret:
        form["client_secret"] = app.client_secret
    try:
        status, values = ask(providers.token_address(app), form)
    except NoAnswer as problem:
        raise NoToken("no_token", str(problem)) from problem
    access = _text(values, "access_token")
    if status != 200 or not re.fullmatch(r"[\x21-\x7e]{1,16384}", access):
        raise refusal(_text(values, "error") or f"HTTP {status}", _text(values, "error_description"))
    account = _account(_text(values, "id_token"))
    return Tokens(access, _text(values, "refresh_token"), _seconds(values.get("expires_in")), account)


def refusal(error: str, said: str) -> NoToken:
    """What an error of the provider means (RFC 6749, 4.1.2.1 and 5.2)."""
    words = " ".join(f"{error} {said}".split())[:1000]
    if error in AGAIN_ERRORS:
        return NoToken("sign_in_again", words)
    if error in APP_ERRORS:
        return NoToken("app_refused", words)
    return NoToken("no_token", words)


def _text(values: dict[str, object], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _seconds(value: object) -> int:
    """Google and Microsoft write a number, some write it in quotes."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    return min(max(int(value), 0), 86_400 * 30) if isinstance(value, int | float) else SECONDS


def _account(id_token: str) -> str:
    """Who signed in. It came straight from the provider over TLS, so its signature need not be looked at (OpenID
    Connect Core, 3.1.3.7, 6); it is shown and decides nothing."""
    try:
        part = id_token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        name = next(claims[key] for key in ("email", "preferred_username", "upn") if claims.get(key))
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration, RecursionError):
        return ""
    return " ".join(name.replace("\x00", "").split())[:254] if isinstance(name, str) else ""
