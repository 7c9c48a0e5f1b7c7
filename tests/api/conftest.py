"""A program that talks to the API in somebody's name."""

import json
from collections.abc import Callable, Collection
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from opora.people.actions import create_token
from opora.people.models import Person
from opora.people.public import Actor

BASE = "/api/v1"


class Program:
    """A client with a token; `get`, `post` and so on take a path under /api/v1 and a value for the body."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(enforce_csrf_checks=True)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """One request; a body that is not bytes is sent as JSON."""
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {
            "Authorization": f"Bearer {self.secret}",
            **{key.replace("_", "-"): value for key, value in headers.items()},
        }
        return self.client.generic(method, f"{BASE}{path}", data, "application/json", headers=given)

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body if body is not None else {}, **headers)

    def patch(self, path: str, body: Any) -> Any:
        return self.send("PATCH", path, body)

    def put(self, path: str, body: Any) -> Any:
        return self.send("PUT", path, body)

    def delete(self, path: str) -> Any:
        return self.send("DELETE", path)

    def pages(self, path: str, limit: int) -> list[Any]:
        """Everything of a list, page by page."""
        found, cursor, separator = [], "", "&" if "?" in path else "?"
        while True:
            more = f"&cursor={cursor}" if cursor else ""
            page = self.get(f"{path}{separator}limit={limit}{more}").json()
            assert len(page["items"]) <= limit
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                return found


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    """Makes programs: `program(cast.vera)`, `program(cast.vera, {"read"})`."""

    def make(person: Person, scopes: Collection[str] = ("read", "write", "admin")) -> Program:
        _token, secret = create_token(actor=Actor.system(), person=person, scopes=scopes)
        return Program(secret)

    return make
