"""The types of values in requests and answers, each said once."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

LARGEST = 2**63 - 1
NO_NUL = r"^[^\x00]*$"
FILLED = r"^[^\x00]*[^\x00-\x20\x7f-\xa0\s][^\x00]*$"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,6}\d*)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _read_moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise ValueError("Write a moment like 2026-05-31T12:00:00Z.")
    return value


def _write_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _no_number(value: Any) -> Any:
    """In Python 1 equals True, in JSON it does not."""
    if not isinstance(value, bool):
        raise ValueError("Write true or false.")
    return value


Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Truth = Annotated[bool, Field(strict=True)]
Yes = Annotated[Literal[True], BeforeValidator(_no_number)]
No = Annotated[Literal[False], BeforeValidator(_no_number)]
Whole = Annotated[int, Field(strict=True, ge=0, le=32_767)]
Port = Annotated[int, Field(strict=True, ge=1, le=65_535)]
Line = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Asked = Annotated[str, Field(max_length=10_000, pattern=NO_NUL, examples=["refund status:open"])]
FilledLine = Annotated[str, Field(min_length=1, max_length=200, pattern=FILLED)]
Subject = Annotated[str, Field(min_length=1, max_length=500, pattern=FILLED)]
LongText = Annotated[str, Field(max_length=2_000_000, pattern=NO_NUL)]
Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=r"^[A-Za-z0-9_+\-]+(\.[A-Za-z0-9_+\-]+)*@[A-Za-z0-9]([A-Za-z0-9\-]{0,40}[A-Za-z0-9])?(\.[A-Za-z0-9]{2,20})*\.[A-Za-z]{2,20}$",
        examples=["anna@example.com"],
    ),
]
Language = Annotated[str, Field(pattern=r"^([a-z]{2,3})?$", examples=["ru", "cs", "en"])]
Moment = Annotated[
    datetime,
    BeforeValidator(_read_moment),
    PlainSerializer(_write_moment, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-05-31T12:00:00.000Z"]}),
]


def unsaid(**more: Any) -> Any:
    """A value that may be left out, which is not the same as null: what is not said does not change."""
    return Field(None, json_schema_extra=_without_default, **more)


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


class Given(BaseModel):
    """Base of what requests bring: an unknown name is a mistake worth telling."""

    model_config = ConfigDict(extra="forbid")

    def told(self) -> dict[str, Any]:
        """Only what the request said, by name."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Shown(BaseModel):
    """Base of what answers hold."""
