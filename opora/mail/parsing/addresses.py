"""Address lists (RFC 5322 and what mailers write instead): names decoded after splitting, domains in lower case."""

from __future__ import annotations

import re

from opora.mail.parsing.headers import CONTROL, decode_words, tidy
from opora.mail.parsing.mail import Address

MAX_ADDRESSES = 1000
TOKEN = re.compile(
    r"""=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,2000}\?=|"(?:[^"\\]|\\.){0,5000}"|\\.|[(),;<>:"\\]|[^=(),;<>:"\\]+|=""",
    re.S,
)
PLAIN = re.compile(r"[^\s@<>()\"',;:]{1,120}@[^\s@<>()\"',;:]{1,255}")
QUOTED_PAIR = re.compile(r"\\(.)", re.S)


def parse_addresses(text: str) -> list[Address]:
    """Every mailbox of an address header (unfolded, encoded words still in place). Groups give their members."""
    if not text.strip():
        return []
    found = [_address(entry) for entry in _entries(text)[:MAX_ADDRESSES]]
    return [address for address in found if address.email or address.name]


def _entries(text: str) -> list[list[str]]:
    """Tokens of each entry; commas count only outside quotes, comments, angle brackets and encoded words."""
    entries: list[list[str]] = [[]]
    depth, angle = 0, False
    for token in TOKEN.findall(text):
        if token == "(":
            depth += 1
        elif token == ")":
            depth = max(0, depth - 1)
        elif depth:
            pass
        elif token == "<":
            angle = True
        elif token == ">":
            angle = False
        elif token == ":" and not angle:
            entries[-1] = []
            continue
        elif token in ",;" and not angle:
            entries.append([])
            continue
        entries[-1].append(token)
    return [entry for entry in entries if "".join(entry).strip()]


def _address(tokens: list[str]) -> Address:
    phrase, comment, inside = list[str](), list[str](), list[str]()
    depth, angle, seen = 0, False, False
    for token in tokens:
        if token in "()":
            depth = max(0, depth + (1 if token == "(" else -1))
        elif depth:
            comment.append(token)
        elif token == "<":
            angle, inside, seen = True, [], True
        elif token == ">":
            angle = False
        else:
            (inside if angle else phrase).append(token)
    remark = tidy(decode_words("".join(comment)))
    if seen:
        return _with_angle("".join(inside), phrase, remark)
    return _bare(phrase, remark)


def _with_angle(inside: str, phrase: list[str], remark: str) -> Address:
    name = _phrase(phrase)
    email = clean_email(inside)
    if not email and (match := PLAIN.search(name)):
        return Address(name, clean_email(match.group()), remark)
    return Address(name, email, remark)


def _bare(phrase: list[str], remark: str) -> Address:
    text = "".join(phrase).strip()
    if text.startswith('"') and "@" in text.rpartition('"')[2]:
        return Address("", clean_email(text), remark)
    match = PLAIN.search(text)
    if not match:
        return Address(_phrase(phrase), "", remark)
    rest = (text[: match.start()] + text[match.end() :]).strip(" '\"")
    return Address(_phrase([rest]), clean_email(match.group()), remark)


def _phrase(tokens: list[str]) -> str:
    parts = [
        QUOTED_PAIR.sub(r"\1", token[1:-1]) if len(token) > 1 and token[0] == token[-1] == '"' else token
        for token in tokens
    ]
    name = tidy(decode_words("".join(parts)))
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return name


def clean_email(text: str) -> str:
    """An address with its domain in lower case; "" when it cannot be one (no @, blanks inside, no domain)."""
    text = CONTROL.sub("", text).strip().strip("<>").strip()
    if text.lower().startswith("mailto:"):
        text = text[7:]
    if text.startswith("@") and ":" in text:
        text = text.split(":", 1)[1]
    local, at, domain = text.rpartition("@")
    domain = domain.strip().rstrip(".").lower()
    local = local.strip()
    if not at or not local or not domain or len(text) > 320:
        return ""
    if re.search(r"\s", domain) or (re.search(r"\s", local) and not local.startswith('"')):
        return ""
    return f"{local}@{domain}"
