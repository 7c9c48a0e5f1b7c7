"""Compressed pages: readable, smaller, and never the same length twice running."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from opora.conf.compression import Compression

pytestmark = pytest.mark.once
PAGE = b"<li>What is written again and again takes little room.</li>" * 200


def _answered(response: HttpResponse, accepts: str = "gzip, br") -> HttpResponse:
    def page(_request: HttpRequest) -> HttpResponse:
        return response

    return Compression(page)(RequestFactory().get("/", headers={"Accept-Encoding": accepts}))  # type: ignore[return-value]


def test_a_page_is_compressed_and_can_be_read_again() -> None:
    answer = _answered(HttpResponse(PAGE, headers={"ETag": '"x"'}))
    assert gzip.decompress(answer.content) == PAGE
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.content) < len(PAGE) / 10
    assert answer.headers["ETag"] == 'W/"x"'
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_its_length_says_little_of_what_it_holds() -> None:
    assert len({len(_answered(HttpResponse(PAGE)).content) for _ in range(50)}) > 10


@pytest.mark.parametrize(
    ("response", "accepts"),
    [
        (HttpResponse(PAGE), "identity"),
        (HttpResponse(b"short"), "gzip"),
        (HttpResponse(PAGE, headers={"Content-Encoding": "br"}), "gzip"),
        (HttpResponse(bytes(range(256))), "gzip"),  # would grow
    ],
)
def test_what_is_better_left_alone_is(response: HttpResponse, accepts: str) -> None:
    before = response.content
    assert _answered(response, accepts).content == before
    assert response.headers.get("Content-Encoding") != "gzip"
