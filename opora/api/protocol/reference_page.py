"""The description turned into what the page for people shows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = Mapping[str, Any]
MOST_CHOICES = 12


# Pieces of a text: words, and code between backticks.
Words = list[tuple[bool, str]]


@dataclass(frozen=True)
class Value:
    """One line of a table: a parameter, or a value in a body."""

    name: str
    sort: str
    is_required: bool
    words: "Words"
    place: str = ""
    refers: str = ""


@dataclass(frozen=True)
class Address:
    """One method of one address."""

    id: str
    method: str
    path: str
    summary: str
    words: Words
    parameters: list[Value]
    body: list[Value]
    body_type: str
    answer: list[Value]
    answer_status: str
    answer_name: str
    errors: list[str]
    curl: str


@dataclass(frozen=True)
class Shape:
    """An object that requests or answers hold."""

    name: str
    words: Words
    values: list[Value]


@dataclass
class Group:
    """All addresses of one subject."""

    name: str
    addresses: list[Address] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its anchor."""
        return "".join(character if character.isalnum() else "-" for character in self.name.lower())


def groups(description: Schema) -> list[Group]:
    """The addresses by subject, in the order of the description."""
    found: dict[str, Group] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            name = operation["tags"][0]
            found.setdefault(name, Group(name)).addresses.append(
                _address(path, method, operation, description)
            )
    return list(found.values())


def shapes(description: Schema) -> list[Shape]:
    """All objects that requests and answers hold, by name."""
    found = sorted(description["components"]["schemas"].items())
    return [_shape(name, schema, description) for name, schema in found if "properties" in schema]


def _shape(name: str, schema: Schema, description: Schema) -> Shape:
    is_answer = schema.get("additionalProperties") is not False
    values = list(_values(schema, description, is_answer=is_answer))
    return Shape(name, words(" ".join(schema.get("description", "").split())), values)


def _address(path: str, method: str, operation: Schema, description: Schema) -> Address:
    body_type, body_schema = _content(operation.get("requestBody", {}))
    status = next(code for code in operation["responses"] if code.startswith("2"))
    _answer_type, answer_schema = _content(operation["responses"][status])
    body = _resolved(body_schema, description)
    answer = _resolved(answer_schema, description)
    return Address(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        words=words(operation["description"]),
        parameters=[_parameter(row, description) for row in operation["parameters"]],
        body=list(_values(body, description)),
        body_type=body_type,
        answer=list(_values(answer, description, is_answer=True)),
        answer_status=status,
        answer_name=_name(answer_schema),
        errors=[code for code in operation["responses"] if not code.startswith("2")],
        curl=_curl(path, method, body_type, body, description),
    )


def _content(holder: Schema) -> tuple[str, Schema]:
    return next(((kind, media["schema"]) for kind, media in holder.get("content", {}).items()), ("", {}))


def _resolved(schema: Schema, description: Schema) -> Schema:
    while "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _parameter(row: Schema, description: Schema) -> Value:
    schema = row["schema"]
    said = words(row.get("description") or schema.get("description", ""))
    return Value(
        row["name"], _sort(schema, description), row.get("required", False), said, row["in"], _refers(schema)
    )


def _values(schema: Schema, description: Schema, *, is_answer: bool = False) -> Iterator[Value]:
    """The values of an object; answers always have all of theirs, so nothing is marked as required there."""
    required = [] if is_answer else schema.get("required", [])
    for name, value in schema.get("properties", {}).items():
        said = words(value.get("description") or _resolved(value, description).get("description", ""))
        yield Value(name, _sort(value, description), name in required, said, refers=_refers(value))


def words(text: str) -> Words:
    """A text with its code between backticks told apart."""
    return [(place % 2 == 1, piece) for place, piece in enumerate(text.split("`")) if piece]


def _refers(schema: Schema) -> str:
    """The name of the shape that a value is, or is a list of."""
    inside = [schema, schema.get("items", {}), *schema.get("anyOf", [])]
    return next((_name(part) for part in inside if "$ref" in part), "")


def _sort(schema: Schema, description: Schema) -> str:
    """What a value is, in a few words: “text”, “open | pending”, “list of Somebody”, “number or null”."""
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return " or ".join(_sort(option, description) for option in schema["anyOf"])
    if "enum" in schema:
        shown = [str(choice) or "“”" for choice in schema["enum"][:MOST_CHOICES]]
        return " | ".join(shown) + (" …" if len(schema["enum"]) > MOST_CHOICES else "")
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_sort(schema.get('items', {}), description)}"
    return str(schema.get("format") or schema.get("type", "anything"))


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _curl(path: str, method: str, body_type: str, body: Schema, description: Schema) -> str:
    parts = ["curl", f"-X {method.upper()}" if method != "get" else "", '-H "Authorization: Bearer $TOKEN"']
    if body_type == "multipart/form-data":
        parts.append('-F "file=@picture.png"')
    elif body_type:
        example = json.dumps(_example(body, description), ensure_ascii=False)
        parts += ['-H "Content-Type: application/json"', f"-d '{example}'"]
    return " ".join(part for part in [*parts, f'"$DESK{path}"'] if part)


def _example(schema: Schema, description: Schema) -> Any:
    """A small body: what is required, or else the first thing that may be said."""
    properties = schema.get("properties", {})
    names = schema.get("required") or list(properties)[:1]
    return {name: _example_value(properties[name], description) for name in names}


def _example_value(schema: Schema, description: Schema) -> Any:
    schema = _resolved(schema, description)
    if "anyOf" in schema:
        return _example_value(schema["anyOf"][0], description)
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        return _example(schema, description)
    if schema.get("type") == "array":
        return [_example_value(schema.get("items", {}), description)]
    return {"integer": 1, "boolean": True}.get(str(schema.get("type")), "…")
