"""How well mails are read: every answer of a corpus right or wrong, the slowest mail, the memory it took.

bin/bench mail-corpus [FOLDER] [--wrong]

FOLDER (or MAIL_CORPUS in the environment) holds mails and an index.json with what should be read out of each.
Ends with 1 when a goal is missed. `--wrong` names the mails behind each miss.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench._corpus import Mail, asked, folder, mails, wrong
from opora.mail.parsing.mail import ParsedMail
from opora.mail.parsing.parse import parse

CYRILLIC, CZECH = re.compile("[\u0400-\u04ff]"), re.compile("[ěščřžýáíéúůťďňĚŠČŘŽÝÁÍÉÚŮŤĎŇ]")
SECONDS, MEGABYTES = 2.0, 300
ORDINARY = ("plain/", "replies/", "charsets/", "attachments/")


@dataclass
class Read:
    """One mail: what it should give, what it gave, how long that took (processor seconds, the best of three)."""

    mail: Mail
    parsed: ParsedMail
    seconds: float
    size: int
    keys: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.keys, self.failed = asked(self.mail), wrong(self.mail, self.parsed)


@dataclass(frozen=True)
class Line:
    """One line of the report: which mails it is about, and which of these were read right; `goal` is a share."""

    name: str
    about: Callable[[Read], bool]
    right: Callable[[Read], bool]
    goal: float = 0.0


def of(*keys: str) -> Callable[[Read], bool]:
    return lambda one: bool(one.keys & set(keys))


def fine(*keys: str) -> Callable[[Read], bool]:
    return lambda one: not one.failed & set(keys)


def written_in(letters: re.Pattern[str]) -> Callable[[Read], bool]:
    return lambda one: any(letters.search(piece) for piece in one.mail.get("text_contains") or [])


def says(key: str, answer: bool) -> Callable[[Read], bool]:
    return lambda one: one.mail.get(key) is answer


LINES = (
    Line("author's address and name", of("from_email", "from_name"), fine("from_email", "from_name"), 1.0),
    Line("subject", of("subject"), fine("subject"), 1.0),
    Line(
        "attachments", of("attachments", "attachments_count"), fine("attachments", "attachments_count"), 1.0
    ),
    Line("text", of("text_contains"), fine("text_contains")),
    Line("  of these in Cyrillic", written_in(CYRILLIC), fine("text_contains"), 1.0),
    Line("  of these in Czech letters", written_in(CZECH), fine("text_contains"), 1.0),
    Line("bounces recognised", says("is_bounce", True), fine("is_bounce"), 0.99),
    Line("bounces: right recipients", of("recipients"), fine("recipients"), 0.97),
    Line("other mail not taken for a bounce", says("is_bounce", False), fine("is_bounce"), 1.0),
    Line("automatic mail recognised", says("is_auto", True), fine("is_auto"), 0.97),
    Line("ordinary mail not marked automatic", says("is_auto", False), fine("is_auto"), 1.0),
    Line("loops recognised", of("loop"), fine("loop"), 1.0),
    Line("visible reply equal", of("visible_reply"), fine("visible_reply"), 0.92),
    Line(
        "visible reply: pieces",
        of("visible_contains", "visible_not_contains"),
        fine("visible_contains", "visible_not_contains"),
    ),
    Line("signature", of("signature"), fine("signature")),
    Line("forwarded mails", of("forwarded"), fine("forwarded")),
    Line(
        "HTML harmless",
        of("html_forbidden", "no_remote_loads"),
        fine("html_forbidden", "no_remote_loads"),
        1.0,
    ),
    Line("PGP and S/MIME", of("crypto"), fine("crypto")),
    Line("readable at all", lambda one: True, lambda one: not _unread(one.parsed), 1.0),
)


def _unread(parsed: ParsedMail) -> bool:
    return any("could not be read (" in problem for problem in parsed.problems)


def main() -> int:
    """Prints the report; exit code 1 when a goal is missed, 0 without a corpus."""
    parser = argparse.ArgumentParser(
        prog="bin/bench mail-corpus", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("folder", nargs="?", default="", help="the corpus; default: MAIL_CORPUS")
    parser.add_argument("--wrong", action="store_true", help="name the mails that were read otherwise")
    args = parser.parse_args()
    path = folder(args.folder)
    if path is None:
        print("No mail corpus here: name its folder, or set MAIL_CORPUS to it.")
        return 1 if args.folder else 0
    found = [_read(path, mail) for mail in mails(path)]
    return max([_report(line, found, args.wrong) for line in LINES] + [_costs(found)])


def _read(path: Path, mail: Mail) -> Read:
    raw = (path / mail["file"]).read_bytes()
    seconds = []
    for _ in range(3):
        began = time.process_time()
        parsed = parse(raw)
        seconds.append(time.process_time() - began)
    return Read(mail, parsed, min(seconds), len(raw))


def _report(line: Line, found: Iterable[Read], name_wrong: bool) -> int:
    about = [one for one in found if line.about(one)]
    missed = [one for one in about if not line.right(one)]
    share = 1 - len(missed) / len(about) if about else 1.0
    goal = f"goal {line.goal:.0%}" if line.goal else ""
    missing = share < line.goal
    counted = f"{len(about) - len(missed):4} of {len(about):4}  {share:7.1%}"
    print(f"{line.name:36} {counted}  {goal}{'  MISSED' if missing else ''}".rstrip())
    for one in missed if name_wrong else ():
        print(f"    {one.mail['file']}: {', '.join(sorted(one.failed))}")
    return int(missing)


def _costs(found: list[Read]) -> int:
    """Processor time for each mail, and the memory of the process that has read them all: no mail took more."""
    slowest = max(found, key=lambda one: one.seconds)
    ordinary = [one.seconds for one in found if one.mail["file"].startswith(ORDINARY) and one.size < 30_000]
    print(f"ordinary mail, median                {1000 * statistics.median(ordinary or [0]):6.2f} ms")
    print(f"slowest mail                         {slowest.seconds:6.3f} s   {slowest.mail['file']}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"memory at most                       {memory:6.0f} MB")
    return int(slowest.seconds > SECONDS or memory > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
