"""Somebody signs in at the provider: the way there and back (RFC 6749, 4.1, with PKCE, RFC 7636)."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from typing import Any

from opora.desk.models import Mailbox
from opora.mail.oauth import providers, tokens
from opora.mail.oauth.tokens import NoToken, Tokens

SECONDS = 15 * 60  # to sign in; the provider's page may ask for a second factor


def begin(mailbox: Mailbox, redirect: str) -> tuple[str, dict[str, Any]]:
    """Where to send whoever signs in, and what their session has to remember meanwhile. Raises NoToken without an app.

    `redirect` is the whole address of the page they come back to, as it stands in the provider's list.
    """
    app = mailbox.sign_in_app
    if app is None or app.as_app:
        raise NoToken("sign_in_first")
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    account = mailbox.in_login or mailbox.address
    address = providers.sign_in_address(
        app, redirect=redirect, state=state, challenge=challenge, account=account
    )
    kept = {
        "state": state, "verifier": verifier, "mailbox": mailbox.pk, "app": app.pk, "redirect": redirect,
        "until": time.time() + SECONDS,
    }  # fmt: skip
    return address, kept


def finish(kept: Mapping[str, Any] | None, answer: Mapping[str, str]) -> tuple[Mailbox, Tokens]:
    """The tokens for what the provider's page sent back. Raises NoToken; `not_begun` when this session did not ask.

    Asks the provider, so never inside a transaction.
    """
    if not kept or not hmac.compare_digest(answer.get("state", "").encode(), str(kept["state"]).encode()):
        raise NoToken("not_begun")
    mailbox = Mailbox.objects.select_related("sign_in_app").filter(pk=kept["mailbox"]).first()
    app = mailbox.sign_in_app if mailbox is not None else None
    if mailbox is None or app is None or app.pk != kept["app"] or time.time() > kept["until"]:
        raise NoToken("not_begun")
    if "error" in answer or "code" not in answer:
        raise tokens.refusal(answer.get("error", ""), answer.get("error_description", ""))
    given = tokens.for_code(
        app, code=answer["code"][:4096], verifier=kept["verifier"], redirect=kept["redirect"]
    )
    return mailbox, given
