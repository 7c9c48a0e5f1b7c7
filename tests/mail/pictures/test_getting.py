"""Fetching pictures from a real server that is not always kind."""

import dataclasses
import io
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from opora.mail.pictures import fetching, getting, raster, shelf
from opora.mail.pictures.getting import get_picture
from opora.mail.pictures.places import NotFetched
from tests.servers.name_server import answering
from tests.servers.pictures import Answer, picture, serving

pytestmark = pytest.mark.once
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    ("sort", "mode", "type"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("GIF", "P", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("WEBP", "RGB", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
    ],
)
def test_a_picture_is_written_anew(sort: str, mode: str, type: str) -> None:
    body = picture(40, 20, sort, mode) + b"<script>alert(1)</script>"
    with serving({"/a": Answer(body, "text/html")}) as server:
        found = get_picture(server.url("/a"))
    assert found.type == type
    assert b"script" not in found.data
    assert Image.open(io.BytesIO(found.data)).size == (40, 20)


def test_nothing_is_said_about_the_reader() -> None:
    with serving({"/a": Answer(picture(9, 9), headers={"Set-Cookie": "who=me"})}) as server:
        get_picture(server.url("/a?id=1"))
        (path, headers), *rest = server.asked
    assert (path, rest) == ("/a?id=1", [])
    assert headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert headers["user-agent"] == "Mozilla/5.0"


def test_a_second_look_fetches_nothing() -> None:
    with serving({"/a": Answer(picture(9, 9)), "/b": Answer(SVG, "image/svg+xml")}) as server:
        first = get_picture(server.url("/a"))
        assert get_picture(server.url("/a")) == first
        for _look in range(2):
            with pytest.raises(NotFetched):
                get_picture(server.url("/b"))
        assert server.paths == ["/a", "/b"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(SVG, "image/png"),
        Answer(b"<html>", "text/html"),
        Answer(b"", "image/png"),
        Answer(picture(9, 9)[:40]),
        Answer(picture(9, 9, "TIFF")),
        Answer(picture(9, 9, "BMP")),
        Answer(picture(9, 9), status=404),
        Answer(picture(9, 9), status=206),
        Answer(picture(9, 9), headers={"Content-Encoding": "gzip"}),
        Answer(status=302),
        Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        Answer(status=302, headers={"Location": "http://10.0.0.1/a.png"}),
        Answer(status=302, headers={"Location": "http://169.254.169.254/latest/"}),
        Answer(picture(9, 9), headers={"Content-Length": "99999999999"}),
    ],
)
def test_no_picture(answer: Answer) -> None:
    with serving({"/a": answer}) as server, pytest.raises(NotFetched):
        get_picture(server.url("/a"))


def test_too_large_and_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 5000)
    monkeypatch.setattr(raster, "MOST_PIXELS", 10_000)
    answers = {
        "/said": Answer(bytes(5001)),
        "/unsaid": Answer(bytes(6000), headers={"Content-Length": ""}),
        "/wide": Answer(picture(200, 51)),
        "/fits": Answer(picture(200, 50)),
    }
    with serving(answers) as server:
        for path in ("/said", "/unsaid", "/wide"):
            with pytest.raises(NotFetched, match="too"):
                get_picture(server.url(path))
        assert get_picture(server.url("/fits"))


def test_huge_pictures_shrink() -> None:
    with serving({"/a": Answer(picture(3000, 600))}) as server:
        found = get_picture(server.url("/a"))
    assert Image.open(io.BytesIO(found.data)).size == (2000, 400)


def test_three_redirects_and_no_more() -> None:
    answers = {f"/{n}": Answer(status=302, headers={"Location": f"/{n + 1}"}) for n in range(4)}
    with serving({**answers, "/4": Answer(picture(9, 9))}) as server:
        assert get_picture(server.url("/1"))
        with pytest.raises(NotFetched):
            get_picture(server.url("/0"))
        assert server.paths == ["/1", "/2", "/3", "/4", "/0", "/1", "/2", "/3"]


@pytest.mark.parametrize("path", ["/body", "/head"])
def test_a_dripping_server_ends_with_our_patience(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.6)
    monkeypatch.setattr(getting, "SECONDS", 0.6)
    answers = {
        "/body": Answer(picture(99, 99), drip=0.05),
        "/head": Answer(status=302, headers={"Location": "/body"}),
        "/quick": Answer(picture(9, 9)),
    }
    with serving(answers) as server:
        began = time.monotonic()
        with pytest.raises(NotFetched):
            get_picture(server.url(path))
        assert time.monotonic() - began < 5
        # For a while it is not asked again, whatever else the mail names there.
        with pytest.raises(NotFetched, match="waiting"):
            get_picture(server.url("/quick"))
        assert "/quick" not in server.paths


def test_the_connection_goes_to_the_address_that_was_checked(settings: Any) -> None:
    """A name that leads elsewhere at each question (DNS rebinding) is asked once; each answer is checked."""
    zone = {"rebind.example": {"A": ["127.0.0.1"]}}
    with serving({"/a": Answer(picture(9, 9))}) as server, answering(zone) as names:
        names.ttl = 0
        settings.ENV = dataclasses.replace(settings.ENV, dns_servers=names.address)
        assert get_picture(server.url("/a", "rebind.example"))
        assert names.asked.count(("rebind.example", "A")) == 1
        assert server.asked[0][1]["host"] == f"rebind.example:{server.port}"
        names.zone["rebind.example"] = {"A": ["127.0.0.2"]}
        # What the first answer was remembered for is over after a second at most.
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with pytest.raises(NotFetched) as refused:
                get_picture(server.url(f"/{time.monotonic()}", "rebind.example"))
            if "127.0.0.2" in str(refused.value):
                break
        assert "127.0.0.2" in str(refused.value)


def test_what_many_want_at_once_is_fetched_once() -> None:
    found: list[raster.Picture] = []
    with serving({"/a": Answer(picture(30, 30), drip=0.0005)}) as server:

        def look(number: int) -> None:
            found.append(get_picture(server.url(f"/a?{number}")))

        threads = [threading.Thread(target=look, args=(number % 4,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert len(found) == 12
        assert sorted(server.paths) == [f"/a?{number}" for number in range(4)]


def test_the_shelf_is_bounded(monkeypatch: pytest.MonkeyPatch, shelf_folder: Path) -> None:
    monkeypatch.setattr(shelf, "COMPARTMENT", 20_000)
    for number in range(200):
        shelf.keep(f"http://x/{number}", raster.Picture(os.urandom(3000), "image/png"))
        shelf.keep_failure(f"http://y/{number}")
    for folder in shelf_folder.iterdir():
        assert sum(max(4096, file.stat().st_size) for file in folder.iterdir()) <= 24_096
    assert shelf.find("http://x/199") is not None
