"""Idempotency-Key: a request sent again does nothing again, and gets the answer that it got the first time."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from opora.api.models import KeptAnswer
from opora.api.protocol.door import person_of
from opora.conf.database import durably
from opora.events.public import clock
from opora.people.public import Conflict, Refusal

KEPT = timedelta(hours=24)
HEADER = "Idempotency-Key"
KEY = r"^[!-~]{1,200}$"


def repeatable(status: int) -> Callable[[Callable[..., BaseModel]], Callable[..., BaseModel | HttpResponse]]:
    """For functions that make something and answer with `status`: key, deed and answer commit together.

    Only what succeeded is kept: after a refusal the same key may be used again. Two at once: the second waits for the
    first and gets its answer.
    """

    def wrap(view: Callable[..., BaseModel]) -> Callable[..., BaseModel | HttpResponse]:
        @wraps(view)
        def once(request: HttpRequest, *args: Any, **kwargs: Any) -> BaseModel | HttpResponse:
            key = request.headers.get(HEADER)
            with durably():
                if key is None:
                    return view(request, *args, **kwargs)
                return _once(request, key, status, lambda: view(request, *args, **kwargs))

        once.is_repeatable = True  # type: ignore[attr-defined]
        return once

    return wrap


def _once(
    request: HttpRequest, key: str, status: int, act: Callable[[], BaseModel]
) -> BaseModel | HttpResponse:
    if not re.fullmatch(KEY, key):
        raise Refusal("bad_key", _("An Idempotency-Key has 1 to 200 printable Latin characters."), HEADER)
    with transaction.atomic():
        row, is_fresh = _claim(request, key)
        if not is_fresh:
            return _again(row, _digest(request))
        result = act()
        row.status, row.body = status, result.model_dump_json()
        row.save(update_fields=["status", "body"])
        return result


def _claim(request: HttpRequest, key: str) -> tuple[KeptAnswer, bool]:
    person, now = person_of(request), clock.now()
    KeptAnswer.objects.filter(created_at__lt=now - KEPT).delete()
    known = KeptAnswer.objects.filter(person=person, key=key).first()
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(
                person=person, key=key, digest=_digest(request), created_at=now
            ), True
    except IntegrityError:
        known = KeptAnswer.objects.filter(person=person, key=key).first()
    if known is None:
        raise Conflict(
            "in_progress", _("A request with this Idempotency-Key is under way. Try again."), HEADER
        )
    return known, False


def _again(row: KeptAnswer, digest: str) -> HttpResponse:
    if row.digest != digest:
        words = _("This Idempotency-Key was used for another request. Take a new one for each.")
        raise Refusal("key_reused", words, HEADER)
    response = HttpResponse(row.body, status=row.status, content_type="application/json; charset=utf-8")
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                _take_in(digest, name, file)
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _take_in(digest: Any, name: str, file: Any) -> None:
    digest.update(f"{name} {file.name} {file.size}\n".encode("utf-8", "replace"))
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
