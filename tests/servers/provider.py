"""A real OAuth 2 provider on loopback: a sign-in page, tokens that end and rotate, introspection, errors on demand."""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

CLIENT, SECRET = "opora-desk", "a-client-secret"
Answer = tuple[str, list[tuple[str, str]], bytes]
PAGE = """<!doctype html><html lang="en"><title>Severka accounts</title>
<meta name="viewport" content="width=device-width">
<main><h1>Sign in to Severka</h1><p>{client} wants to read and send mail as {who}.</p>
<form method="post" action="/authorize"><input type="hidden" name="query" value="{query}">
<label>Account <input name="who" value="{who}"></label>
<button name="allow" value="yes">Allow</button><button name="allow" value="no">Refuse</button></form></main></html>"""


@dataclass
class Given:
    """An access token that was given out."""

    who: str
    ends: float


@dataclass
class Provider:
    """`error` is said at the token address instead of tokens; `life` is that of access tokens in seconds. A refresh
    token works once and is followed by another; `asked` lists the kinds of grants that were asked for."""

    port: int = 0
    life: int = 3600
    error: str = ""
    rotates: bool = True
    signs_as: str = ""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    access: dict[str, Given] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    answer: Callable[[], Answer] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def give(self, who: str, *, with_refresh: bool = True) -> dict[str, Any]:
        """Fresh tokens for somebody."""
        access, refresh = f"at-{secrets.token_urlsafe(24)}", f"rt-{secrets.token_urlsafe(24)}"
        self.access[access] = Given(who, time.time() + self.life)
        values: dict[str, Any] = {"access_token": access, "token_type": "Bearer", "expires_in": self.life}
        if with_refresh:
            self.refresh[refresh] = who
            values["refresh_token"] = refresh
        claims = base64.urlsafe_b64encode(json.dumps({"email": who}).encode()).decode().rstrip("=")
        return values | {"id_token": f"e30.{claims}.c2ln"}

    def revoke(self) -> None:
        """Takes back what was given: the access tokens, and with `forget` the permission too."""
        self.access.clear()

    def forget(self) -> None:
        """The permission ends: somebody changed the password or took it back."""
        self.access.clear()
        self.refresh.clear()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        form = (
            parse_qs(environ["wsgi.input"].read(size).decode()) if environ["REQUEST_METHOD"] == "POST" else {}
        )
        values = {name: found[0] for name, found in form.items()}
        routes = {"/authorize": self._authorize, "/token": self._token, "/introspect": self._introspect}
        with self.lock:
            ask = routes.get(environ["PATH_INFO"], _nothing)
            status, headers, body = ask(environ, values)
        start(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _authorize(self, environ: dict[str, Any], form: dict[str, str]) -> Answer:
        query = {
            name: found[0] for name, found in parse_qs(form.get("query", environ["QUERY_STRING"])).items()
        }
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        if not form:
            words = {
                "client": query["client_id"],
                "who": query["login_hint"],
                "query": environ["QUERY_STRING"],
            }
            page = PAGE.format(**{name: html.escape(text) for name, text in words.items()})
            return "200 OK", [("Content-Type", "text/html; charset=utf-8")], page.encode()
        if form["allow"] == "no":
            back = {
                "error": "access_denied",
                "error_description": "The user refused.",
                "state": query["state"],
            }
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = query | {"who": self.signs_as or form["who"]}
            back = {"code": code, "state": query["state"]}
        return "302 Found", [("Location", f"{query['redirect_uri']}?{urlencode(back)}")], b""

    def _token(self, environ: dict[str, Any], form: dict[str, str]) -> Answer:
        self.asked.append(form["grant_type"])
        if self.answer is not None:
            return self.answer()
        if self.error:
            return _json(
                {"error": self.error, "error_description": "as the test wants it"}, "400 Bad Request"
            )
        if (form["client_id"], form.get("client_secret")) != (CLIENT, SECRET):
            return _json(
                {"error": "invalid_client", "error_description": "unknown client"}, "401 Unauthorized"
            )
        if form["grant_type"] == "authorization_code":
            return self._for_code(form)
        if form["grant_type"] == "client_credentials":
            return _json(self.give(self.signs_as, with_refresh=False))
        who = self.refresh.get(form["refresh_token"])
        if who is None:
            return _json(
                {"error": "invalid_grant", "error_description": "revoked or used"}, "400 Bad Request"
            )
        if self.rotates:
            del self.refresh[form["refresh_token"]]
        return _json(self.give(who, with_refresh=self.rotates))

    def _for_code(self, form: dict[str, str]) -> Answer:
        query = self.codes.pop(form["code"], None)
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        coded = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        if query is None or query["code_challenge"] != coded or query["redirect_uri"] != form["redirect_uri"]:
            return _json(
                {"error": "invalid_grant", "error_description": "code or verifier"}, "400 Bad Request"
            )
        return _json(self.give(query["who"]))

    def _introspect(self, environ: dict[str, Any], form: dict[str, str]) -> Answer:
        """RFC 7662; Dovecot asks here with the token as bearer."""
        bearer = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        given = self.access.get(form.get("token", bearer))
        if given is None or given.ends < time.time():
            return _json({"active": False})
        return _json({"active": True, "username": given.who, "scope": "mail", "client_id": CLIENT})


def _nothing(environ: dict[str, Any], form: dict[str, str]) -> Answer:
    return "404 Not Found", [], b""


def _json(values: dict[str, Any], status: str = "200 OK") -> Answer:
    return status, [("Content-Type", "application/json")], json.dumps(values).encode()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *words: Any) -> None:
        """Nothing."""


class _Threads(ThreadingMixIn, WSGIServer):
    """Browsers open connections ahead and leave them lying."""

    daemon_threads = True


@contextmanager
def running() -> Iterator[Provider]:
    """A provider while the test runs."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, _Threads, _Quiet)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="provider", daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
