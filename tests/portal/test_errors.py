"""Pages for what went wrong."""

import pytest
from django.test import Client, RequestFactory

from opora.conf import errors
from tests.cast import Cast


@pytest.mark.parametrize("language", ["ru", "cs", "en"])
def test_what_is_not_there(cast: Cast, client: Client, language: str) -> None:
    client.cookies["opora_language"] = language
    answer = client.get("/no/such/page")
    assert (answer.status_code, answer.templates[0].name) == (404, "ui/errors/not_found.html")
    assert f'<html lang="{language}"' in answer.content.decode()


def test_what_one_may_not_do(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    answer = client.get("/administration/")
    assert (answer.status_code, answer.templates[0].name) == (403, "ui/errors/forbidden.html")


def test_what_broke_needs_neither_database_nor_session() -> None:
    answer = errors.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    assert "Error 500" not in answer.content.decode()


def test_every_page_carries_the_strict_policy(cast: Cast, client: Client) -> None:
    for url in ("/", "/requests/new", "/requests/", "/accounts/login/", "/no/such/page"):
        policy = client.get(url).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
