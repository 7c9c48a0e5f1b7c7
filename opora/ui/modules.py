"""Joins native ES modules into one file, so that a cold page asks for one script instead of thirty.

The sources stay plain modules a browser can load one by one. Only two forms are understood, and anything else is
refused: `import { a, b } from "./other.js";` on one line, and `export` before a function, class or const.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "(\.[^"]+)";$', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b\*? *(\w+))", re.M)
NAMED = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.M)
LEFTOVER = re.compile(r"^(?:import\b(?! *\()|export\b).*$", re.M)


class ModuleFormError(ValueError):
    """A module uses an import or export form that the joiner does not know; the message quotes the line."""


def join(sources: Mapping[str, str]) -> str:
    """One script from modules named by static path; each keeps its own scope and runs after what it imports."""
    return "\n".join(_scoped(path, sources[path]) for path in _in_order(sources))


def _in_order(sources: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()

    def visit(path: str) -> Iterator[str]:
        if path in seen:
            return
        seen.add(path)
        for _names, target in IMPORT.findall(sources[path]):
            yield from visit(_resolve(path, target))
        yield path

    for path in sources:
        yield from visit(path)


def _scoped(path: str, source: str) -> str:
    names = NAMED.findall(source)
    body = EXPORT.sub("", IMPORT.sub(lambda found: _taken(path, found), source))
    if left := LEFTOVER.search(body):
        raise ModuleFormError(f"{path}: {left.group()}")
    return f"// {path}\nconst {_variable(path)} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();"


def _taken(path: str, found: re.Match[str]) -> str:
    return f"const {{ {found.group(1)} }} = {_variable(_resolve(path, found.group(2)))};"


def _resolve(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _variable(path: str) -> str:
    return "module_" + re.sub(r"\W", "_", path)
