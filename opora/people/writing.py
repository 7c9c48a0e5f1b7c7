"""Text from outside, made fit for any database."""

import re
from typing import Any

# NUL: PostgreSQL refuses it. Halves of a surrogate pair (JSON may hold them): no database can encode them.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def keepable(text: str) -> str:
    """The text without the characters that no database keeps."""
    return _UNKEEPABLE.sub("", text)


def keepable_all(value: Any) -> Any:
    """The same for every text inside a JSON-like value."""
    if isinstance(value, str):
        return keepable(value)
    if isinstance(value, dict):
        return {keepable_all(key): keepable_all(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [keepable_all(entry) for entry in value]
    return value


def one_line(text: str, longest: int) -> str:
    """A name or title: white space single, at most that many characters."""
    return " ".join(keepable(text).split())[:longest].rstrip()
