"""A browser as far as a desk is concerned: one connection that stays open, cookies, redirects within the desk."""

import re
import select
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import quote, urlencode, urljoin, urlsplit

HIDDEN = re.compile(r"<input\b[^>]*>", re.IGNORECASE)


@dataclass
class Browser:
    """Asks one desk for pages. It asks for nothing compressed, and for no pictures, styles or scripts."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=120)

    def twin(self) -> "Browser":
        """Another connection of the same person."""
        return Browser(self.port, dict(self.cookies))

    def get(self, path: str, headers: dict[str, str] | None = None) -> str:
        """The page at which this address ends. Raises RuntimeError for anything but a page."""
        for _hop in range(5):
            answer, body = self._ask("GET", path, None, headers or {})
            if answer.status in (301, 302, 303):
                path = _local(path, answer.headers["Location"])
            elif answer.status == 200:
                return body
            else:
                raise RuntimeError(f"{path} answers {answer.status}")
        raise RuntimeError(f"{path} leads round in circles")

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Sends a form; returns where its answer leads. Raises RuntimeError unless it was taken with a redirect."""
        answer, body = self._ask(
            "POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        if answer.status not in (302, 303):
            raise RuntimeError(f"{path} answers {answer.status}: {' '.join(body.split())[:300]}")
        where = _local(path, answer.headers["Location"])
        if "login" in where:
            raise RuntimeError(f"{path} was not taken: it leads to {where}")
        return where

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[HTTPResponse, str]:
        self._drop_if_closed()
        own = {"Referer": f"http://127.0.0.1:{self.port}/", "Origin": f"http://127.0.0.1:{self.port}"}
        own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, quote(path, safe="/?&=%+:;,#'()~!*@$"), body, own | headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        return answer, text

    def _drop_if_closed(self) -> None:
        """A server may have closed a connection that was idle: only a closed one has something to read by now."""
        if self.connection.sock and select.select([self.connection.sock], [], [], 0)[0]:
            self.connection.close()


def hidden_fields(page: str) -> dict[str, str]:
    """Names and values of the hidden inputs of a page or a part of it."""
    found = {}
    for tag in HIDDEN.findall(page):
        attributes = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if attributes.get("type") == "hidden" and "name" in attributes:
            found[attributes["name"]] = attributes.get("value", "")
    return found


def _local(path: str, location: str) -> str:
    parts = urlsplit(urljoin(path, location))
    return parts.path + (f"?{parts.query}" if parts.query else "")
