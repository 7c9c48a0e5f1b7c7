"""The OpenAPI description: ninja's, with what all addresses have in common said in one place."""

import json
import re
from functools import cached_property
from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from opora.api.protocol import problems
from opora.api.protocol.repeating import HEADER, KEY

_REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')
REFERENCE = {"schema": {"$ref": "#/components/schemas/Problem"}}
WORDS = {
    400: "The request can't be read: its body is not JSON, or was cut off.",
    401: "No valid token and no session.",
    403: "The one who asks may not do this, or the token lacks the scope.",
    404: "There is no such thing, or it is none of theirs to know of; `field` names it when the body does.",
    409: "Somebody else changed it first, or a request with the same Idempotency-Key is under way.",
    413: "Too large.",
    415: "The body is not application/json.",
    422: "A value is not as it should be, or what is wanted can't be done as things are: `code` says why.",
    503: "Too busy; nothing was done.",
}


class DescribedAPI(NinjaAPI):
    """An API whose description names every error, and says each operation's scope."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function: each is called after what it does."""
        return operation.view_func.__name__

    @cached_property
    def described(self) -> dict[str, Any]:
        """The whole description, made once for each process."""
        schema: dict[str, Any] = dict(self.get_openapi_schema())
        schema["components"]["schemas"].update(_problem_schemas())
        repeatable = self._repeatable()
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _complete(method, operation, repeatable)
        schema["components"]["schemas"] = _used(schema)
        return schema

    def _repeatable(self) -> set[str]:
        views = [
            operation.view_func
            for router in self._get_bound_routers()
            for path in router.path_operations.values()
            for operation in path.operations
        ]
        return {view.__name__ for view in views if getattr(view, "is_repeatable", False)}


def _used(schema: dict[str, Any]) -> dict[str, Any]:
    """The shapes that something refers to: ninja also names the bundles of query parameters, which nobody needs."""
    every = schema["components"]["schemas"]
    found: set[str] = set()
    waiting = set(_REFERENCE.findall(json.dumps(schema["paths"])))
    while waiting:
        found |= waiting
        waiting = set(_REFERENCE.findall(json.dumps([every[name] for name in waiting]))) - found
    return {name: shape for name, shape in every.items() if name in found}


def _problem_schemas() -> dict[str, Any]:
    schema = problems.Problem.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    inner = schema.pop("$defs")
    return {"Problem": schema, **inner}


def _complete(method: str, operation: dict[str, Any], repeatable: set[str]) -> None:
    summary, _, more = operation.pop("description", "").partition("\n\n")
    operation["summary"] = summary.rstrip(".")
    scope = "read" if method == "get" else "write"
    operation["description"] = " ".join(f"{more} Scope: {scope}.".split())
    if operation["operationId"] in repeatable:
        operation["parameters"].append(_KEY)
    if operation.pop("x-binary", False):
        binary = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        operation["responses"] = {200: {"description": "The bytes.", "content": binary}}
    for status in _errors(method, operation):
        content = {problems.CONTENT_TYPE: REFERENCE}
        operation["responses"][status] = {"description": WORDS[status], "content": content}
    operation["responses"] = {str(status): said for status, said in operation["responses"].items()}


def _errors(method: str, operation: dict[str, Any]) -> list[int]:
    errors = [401, 403, 404, 422, 503]
    if "requestBody" in operation:
        errors += [400, 413, 415]
    return sorted(errors if method == "get" else [*errors, 409])


_KEY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "pattern": KEY, "maxLength": 200},
    "description": "Your own name for this request: sent again within 24 hours, it is answered as the first time.",
}
