"""Bodies: JSON as RFC 8259 wants it, and nothing that a database or a person could choke on."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from opora.people.public import Refusal

DEEPEST = 40


class BadBody(Refusal):
    """The body is not JSON."""

    status = 400


class WrongContentType(Refusal):
    """The body is something else by its own word."""

    status = 415


class ReadableJSON(JSONRenderer):
    """Answers with their letters as they are, not as \\u escapes."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012


class StrictParser(Parser):
    """JSON only: UTF-8, no NaN, at most 40 levels deep, no NUL and no half characters in texts."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The value. Raises BadBody or WrongContentType."""
        if request.content_type not in {"application/json", ""}:
            raise WrongContentType("wrong_content_type", _("Send JSON, with Content-Type: application/json."))
        try:
            value = json.loads(request.body.decode("utf-8"), parse_constant=_no_constants)
        except (ValueError, RecursionError):
            raise BadBody("bad_json", _("The body is not well-formed JSON in UTF-8.")) from None
        _look_through(value)
        return value


def _no_constants(name: str) -> NoReturn:
    raise ValueError(name)


def _look_through(value: Any) -> None:
    level: list[Any] = [value]
    for _depth in range(DEEPEST):
        for found in level:
            if isinstance(found, str):
                _check_text(found)
            elif isinstance(found, dict):
                for name in found:
                    _check_text(name)
        level = [inner for found in level for inner in _inside(found)]
        if not level:
            return
    raise BadBody("too_deep", _("This JSON is nested too deeply."))


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _check_text(text: str) -> None:
    if "\x00" in text or any(
        "\ud800" <= character <= "\udfff" for character in text if character >= "\ud800"
    ):
        raise Refusal("bad_text", _("A text holds a NUL or half a character. Send whole Unicode characters."))
