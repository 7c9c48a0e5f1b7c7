"""Where somebody is typing."""

import re
from dataclasses import dataclass

from opora.search.language.keys import Key, find_key
from opora.search.language.scanning import Sign, Token, tokens
from opora.search.language.unclear import Unclear

_REST_OF_KEY = re.compile(r"[\w.-]*:?")
_REST_OF_VALUE = re.compile(r'[^\s,()|"«»„“”]*["»“”]?')


@dataclass(frozen=True)
class Place:
    """What is being typed, and which piece of the query would be replaced. With `key` it is a value of that key."""

    typed: str
    start: int
    end: int
    key: Key | None = None
    name: str = ""


def place_of(query: str, cursor: int) -> Place | None:
    """What stands at the cursor; None where nothing has been begun, or nothing can be offered."""
    cursor = max(0, min(cursor, len(query)))
    last, missing = _last_token(query[:cursor])
    if missing is not None:
        return _after_colon(query, missing, cursor)
    if last is None or last.end != cursor:
        return None
    if last.sign is Sign.CONDITION:
        item = last.items[-1]
        return _value(query, cursor, "" if query[cursor - 1] == "," else item.text, item.start, last)
    if last.sign is not Sign.WORD:
        return None
    end = cursor + len(_rest(_REST_OF_KEY, query, cursor))
    return Place(last.text, last.start, end)


def _last_token(begun: str) -> tuple[Token | None, Unclear | None]:
    """The last token before the cursor, and the key without a value that it ends with."""
    last = None
    try:
        for token in tokens(begun):
            last = token
    except Unclear as unclear:
        return None, unclear if unclear.code == "value_missing" else None
    return last, None


def _after_colon(query: str, missing: Unclear, cursor: int) -> Place | None:
    known = find_key(query[missing.start : missing.end - 1])
    if known is None:
        return None
    return Place("", cursor, cursor + len(_rest(_REST_OF_VALUE, query, cursor)), *known)


def _value(query: str, cursor: int, typed: str, start: int, token: Token) -> Place | None:
    if query[cursor - 1] == ",":
        start = cursor
    elif query[start] in '"«„“' and query[cursor - 1] in '"»“”' and cursor - start > 1:
        return None  # the quotes are closed: it is finished
    end = cursor + len(_rest(_REST_OF_VALUE, query, cursor))
    return Place(typed, start, end, token.key, token.name)


def _rest(pattern: re.Pattern[str], query: str, cursor: int) -> str:
    found = pattern.match(query, cursor)
    return found[0] if found else ""
