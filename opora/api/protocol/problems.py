"""Errors as RFC 9457 problem details, whatever went wrong and wherever."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from opora.api.protocol.wording import in_words
from opora.people.public import Refusal
from opora.search.public import Unclear

CONTENT_TYPE = "application/problem+json"
logger = logging.getLogger("opora.api")


class FieldProblem(BaseModel):
    """What is wrong with one value."""

    field: str = Field(description="Where: “subject”, “requester.email”, “attachments.0.data”, “limit”.")
    code: str
    detail: str


class Problem(BaseModel):
    """An error. Programs read `code`, people `detail` (in the language of Accept-Language)."""

    type: str = Field(
        description="Always “about:blank”: `title` says no more than `status`, `code` says the rest."
    )
    title: str
    status: int
    detail: str
    code: str
    field: str | None = Field(None, description="The value at fault, if it is one.")
    errors: list[FieldProblem] | None = Field(
        None, description="All values at fault, when a request is not well formed."
    )
    start: int | None = Field(None, description="Of a search: the first character at fault.")
    end: int | None = Field(None, description="Of a search: behind the last character at fault.")
    suggestion: str | None = Field(None, description="Of a search: the query that was probably meant.")


def answer(
    status: int,
    code: str,
    detail: str,
    field: str | None = None,
    errors: Sequence[FieldProblem] = (),
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A problem as an answer."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    body |= {name: value for name, value in (more or {}).items() if value is not None}
    if field:
        body["field"] = field
    if errors:
        body["errors"] = [error.model_dump() for error in errors]
    return JsonResponse(
        body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )


def of_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A verb said no."""
    return answer(refusal.status, refusal.code, str(refusal.message), refusal.field)


def of_unclear(request: HttpRequest, unclear: Unclear) -> HttpResponse:
    """A search query that cannot be understood: where, and what was probably meant."""
    place = {"start": unclear.start, "end": unclear.end, "suggestion": unclear.suggestion}
    return answer(unclear.status, unclear.code, str(unclear.message), unclear.field, more=place)


def of_missing_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """401, with what is expected."""
    told = bool(request.headers.get("Authorization"))
    words = (
        _("This token is not valid (any more). Make a new one.")
        if told
        else _("Send an API token: Authorization: Bearer …")
    )
    response = answer(401, "not_authenticated", words)
    response.headers["WWW-Authenticate"] = (
        'Bearer realm="Opora", error="invalid_token"' if told else 'Bearer realm="Opora"'
    )
    return response


def of_bad_values(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: the request does not have the form that the description asks for."""
    errors = [
        FieldProblem(field=_place(row["loc"]), code=row["type"], detail=in_words(row)) for row in error.errors
    ]
    words = _("Some values are missing or not as they should be: see “errors”.")
    return answer(422, "bad_request_values", words, errors[0].field if errors else None, errors)


def _place(location: Sequence[Any]) -> str:
    steps = [str(step) for step in location]
    if steps[:1] == ["body"] and len(steps) > 1:
        steps = steps[2:] or ["body"]  # the second is the name of our own argument
    elif len(steps) > 1:
        steps = steps[1:]
    return ".".join(step.encode("utf-8", "replace").decode() for step in steps)


def of_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A request that could not be read; the parser's own refusal says more."""
    if isinstance(error.__cause__, Refusal):
        return of_refusal(request, error.__cause__)
    if error.status_code == 403:
        return answer(
            403, "forged", _("With a session, changes need the header X-CSRFToken from the cookie csrftoken.")
        )
    return answer(error.status_code, "bad_request", _("This request can't be read."))


def of_too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    """413."""
    return answer(413, "too_large", _("This is too large. Upload files one by one to /api/v1/attachments."))


def of_cut_off(request: HttpRequest, error: Exception) -> HttpResponse:
    """400: the connection broke, or a form is nonsense."""
    return answer(400, "bad_request", _("This request can't be read."))


def of_busy_database(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """503: somebody else kept the database too long; nothing was done."""
    logger.warning("The database did not answer in time: %s", error)
    response = answer(
        503, "busy", _("The desk is too busy at the moment. Nothing was done; please try again.")
    )
    response.headers["Retry-After"] = "5"
    return response


def of_failure(request: HttpRequest, error: Exception) -> HttpResponse:
    """500: our mistake, in the log with all it needs."""
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(
        500, "failed", _("Something went wrong at our side. It is in the log; please try again later.")
    )


def unknown_address(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """404 for addresses that the API does not have."""
    return answer(404, "unknown_address", _("The API has no such address. All of them are at /api/v1/docs."))


def wrong_method(allowed: str) -> HttpResponse:
    """405 with what is allowed."""
    words = _("This address does not know that method, but these: %(methods)s.") % {"methods": allowed}
    response = answer(405, "wrong_method", words)
    response.headers["Allow"] = allowed
    return response
