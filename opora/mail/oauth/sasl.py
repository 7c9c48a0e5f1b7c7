"""Signing in with a token: OAUTHBEARER (RFC 7628) and XOAUTH2, over IMAP, POP3 and SMTP.

A server that does not take a token that should be good gets one more try with a fresh one: it may have been revoked,
or the clocks differ.
"""

import base64
import contextlib
import imaplib
import json
import poplib
import re
import smtplib
from collections.abc import Callable, Iterable

from opora.mail.oauth.granting import access_token

MECHANISMS = ("XOAUTH2", "OAUTHBEARER")


class TokenRefused(Exception):
    """The mail server did not accept the token; the text is what it said."""


def sign_in_imap(box: imaplib.IMAP4, login: str, mailbox: int | None) -> None:
    """Raises NoToken, TokenRefused, and what imaplib raises when the connection breaks."""
    mechanism = _chosen(name.removeprefix("AUTH=") for name in box.capabilities if name.startswith("AUTH="))

    def attempt(token: str) -> None:
        said: list[str] = []

        def answer(challenge: bytes) -> bytes:
            if not challenge:
                return first_words(mechanism, login, token, box.host, box.port)
            said.append(_status(challenge))
            return last_words(mechanism)

        try:
            box.authenticate(mechanism, answer)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise TokenRefused(_joined(_text(error.args[0] if error.args else ""), said)) from error

    _twice(mailbox, attempt)


def sign_in_pop3(box: poplib.POP3, login: str, mailbox: int | None) -> None:
    """Raises NoToken, TokenRefused, and what poplib raises when the connection breaks."""
    offered: Iterable[str] = ()
    with contextlib.suppress(poplib.error_proto):
        offered = box.capa().get("SASL", ())
    mechanism = _chosen(offered)

    def attempt(token: str) -> None:
        said: list[str] = []
        try:
            box._shortcmd(f"AUTH {mechanism}")  # type: ignore[attr-defined]
            answer = box._shortcmd(_coded(first_words(mechanism, login, token, box.host, box.port)))  # type: ignore[attr-defined]
            if not answer.upper().startswith(b"+OK"):
                said.append(_status(_decoded(answer[1:])))
                box._shortcmd(_coded(last_words(mechanism)))  # type: ignore[attr-defined]
        except poplib.error_proto as error:
            if not error.args or not _text(error.args[0]).startswith("-ERR"):
                raise
            raise TokenRefused(_joined(_text(error.args[0]), said)) from error

    _twice(mailbox, attempt)


def sign_in_smtp(server: smtplib.SMTP, login: str, mailbox: int | None) -> None:
    """After EHLO. Raises NoToken, TokenRefused, and what smtplib raises when the connection breaks."""
    offered = server.esmtp_features.get("auth", "").split()
    mechanism = _chosen(offered)
    host, port = getattr(server, "_host", ""), server.sock.getpeername()[1] if server.sock else 0

    def attempt(token: str) -> None:
        said: list[str] = []
        code, words = server.docmd(
            "AUTH", f"{mechanism} {_coded(first_words(mechanism, login, token, host, port))}"
        )
        if code == 334:
            said.append(_status(_decoded(words)))
            code, words = server.docmd(_coded(last_words(mechanism)))
        if code in {421, 454}:
            raise smtplib.SMTPResponseException(code, words)
        if code != 235:
            raise TokenRefused(_joined(f"{code} {_text(words)}", said))

    _twice(mailbox, attempt)


def first_words(mechanism: str, login: str, token: str, host: str, port: int) -> bytes:
    """What the client says first. The login is ours to check: a control character would begin another field."""
    plain = re.sub(r"[\x00-\x1f\x7f]", "", login)
    if mechanism == "XOAUTH2":
        return f"user={plain}\x01auth=Bearer {token}\x01\x01".encode()
    name = plain.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={name},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01".encode()


def last_words(mechanism: str) -> bytes:
    """What the client answers to the reason of a refusal, before the server says no."""
    return b"" if mechanism == "XOAUTH2" else b"\x01"


def _chosen(offered: Iterable[str]) -> str:
    """The first one that the server names; XOAUTH2 where it names none, as many do not."""
    return next((name.upper() for name in offered if name.upper() in MECHANISMS), MECHANISMS[0])


def _twice(mailbox: int | None, attempt: Callable[[str], None]) -> None:
    token = access_token(mailbox)
    try:
        attempt(token)
    except TokenRefused:
        fresh = access_token(mailbox, instead_of=token)
        attempt(fresh)


def _status(challenge: bytes) -> str:
    """The reason in the server's JSON: {"status": "invalid_token", …}."""
    try:
        found = json.loads(challenge)
        return str(found.get("error_description") or found.get("status") or "")[:200]
    except (ValueError, AttributeError, RecursionError):
        return ""


def _joined(words: str, said: list[str]) -> str:
    return " ".join(part for part in (words, *(f"({one})" for one in said if one)) if part)


def _coded(words: bytes) -> str:
    return base64.b64encode(words).decode("ascii")


def _decoded(words: bytes) -> bytes:
    try:
        return base64.b64decode(words)
    except ValueError:
        return b""


def _text(words: object) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
