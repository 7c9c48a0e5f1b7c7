"""The same request from several threads at once, on the real front: one of them does it, all get its answer."""

import http.client
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from opora.tickets.models import Ticket
from tests.cast import Cast
from tests.live.conftest import cast, port

__all__ = ["cast", "port"]


def test_one_of_many_does_it(cast: Cast, port: int, program: Callable[..., Any]) -> None:
    secret = program(cast.vera).secret
    body = json.dumps({"subject": "At once", "text": "Only once, please.", "requester": {"id": cast.mia.pk}})
    headers = {
        "Authorization": f"Bearer {secret}",
        "Content-Type": "application/json",
        "Idempotency-Key": "at-once",
    }

    def send(_turn: int) -> tuple[int, int]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", "/api/v1/tickets", body, headers)
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        return response.status, answer.get("number", 0)

    with ThreadPoolExecutor(6) as threads:
        answers = set(threads.map(send, range(6)))
    ticket = Ticket.objects.get(subject="At once")
    assert answers == {(201, ticket.pk)}
