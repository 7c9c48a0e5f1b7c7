"""Looks for mails that the parser or the sanitiser stumbles over: bytes changed at random, guided by what they reach.

bin/bench mail-fuzz [--seconds N] [--what parser|sanitiser] [--keep FOLDER]

Needs atheris, which is no part of Opora and not to be had everywhere: `pip install atheris` into the environment that
runs this (Linux, CPython). Without it this says so and ends with 0. Found inputs are written to FOLDER; a new one
belongs into tests/mail/parsing as a test. Mails of MAIL_CORPUS, where set, are the seeds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tempfile
import time
from pathlib import Path

from bench._corpus import folder, mails

SLOW = 5.0
HARMFUL = re.compile(
    r"<(?:script|style|iframe|object|embed|form|input|link|meta|base|svg|math)\b"
    r"|<[^>]*\s(?:on\w+|srcset|background)\s*="
    r'|href="\s*(?:javascript|data|vbscript):',
    re.I,
)
SEEDS = (
    b"From: =?utf-8?Q?=D0=90?= <a@b.cz>\nSubject: =?koi8-r?B?8NLJ18XU?=\nContent-Type: multipart/mixed; boundary=b\n\n"
    b"--b\nContent-Type: text/html; charset=windows-1251\n\n<div class=gmail_quote>x</div>\n"
    b"--b\nContent-Type: text/calendar\n\nBEGIN:VEVENT\nSUMMARY:x\n--b--\n",
    b"From: MAILER-DAEMON@x\nSubject: failure notice\n\n<a@b.cz>:\n550 5.1.1 no\n",
    b"From: a@b.cz\nSubject: Fwd: x\n\nFrom: c@d.cz\nDate: 12.05.2026 10:15\nSubject: y\n\n> z\n-- \nn\n",
    b"<p style='color:red'><a href=x onclick=y><img src=cid:a><blockquote type=cite>&amp;</blockquote>",
)


def parser(data: bytes) -> None:
    """Raises AssertionError where a mail is not read, not printable, or takes seconds."""
    from opora.mail.parsing.contract import as_contract
    from opora.mail.parsing.parse import parse

    began = time.process_time()
    parsed = parse(data)
    assert time.process_time() - began < SLOW, "slow"
    assert not any(found.code == "unreadable" for found in parsed.repairs), parsed.problems
    line = json.dumps(as_contract(parsed, "x"), ensure_ascii=False)
    assert "\\u0000" not in line, "NUL"
    line.encode()


def sanitiser(data: bytes) -> None:
    """Raises AssertionError where HTML stays harmful, or takes seconds."""
    from opora.mail.parsing.html import sanitise

    began = time.process_time()
    cleaned = sanitise(data.decode("utf-8", "replace"))
    assert time.process_time() - began < SLOW, "slow"
    tags = re.sub(r">[^<]*<", "><", f"<p>{cleaned}<p>")
    markup = re.sub(r'(?<!href)="[^"]*"', '=""', re.sub(r'href="([^":]*:?)[^"]*"', r'href="\1"', tags))
    assert not HARMFUL.search(markup), markup[:200]


TARGETS = {"parser": parser, "sanitiser": sanitiser}


def main() -> int:
    """Exit code 0 when nothing was found or atheris is not here, else that of the fuzzer."""
    options = argparse.ArgumentParser(
        prog="bin/bench mail-fuzz", description=(__doc__ or "").partition("\n")[0]
    )
    options.add_argument("--seconds", type=int, default=20)
    options.add_argument("--what", choices=TARGETS, default="parser")
    options.add_argument("--keep", default="")
    args = options.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("No fuzzing: atheris is not installed here (pip install atheris; Linux, CPython).")
        return 0
    return _fuzz(args.what, args.seconds, Path(args.keep or tempfile.mkdtemp(prefix="opora-fuzz-")))


def _fuzz(what: str, seconds: int, kept: Path) -> int:
    import atheris

    with atheris.instrument_imports(include=["opora.mail.parsing", "nh3", "html"]):
        import opora.mail.parsing.parse  # noqa: F401
    seeds = kept / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate([*SEEDS, *_corpus()]):
        (seeds / f"{number:04}").write_bytes(seed)
    words = [sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=1500"]
    atheris.Setup([*words, f"-artifact_prefix={kept}/", str(seeds)], TARGETS[what])
    print(f"Fuzzing the {what} for {seconds} seconds; what is found goes to {kept}.", flush=True)
    atheris.Fuzz()
    return 0


def _corpus() -> list[bytes]:
    path = folder()
    return [] if path is None else [(path / mail["file"]).read_bytes()[:20_000] for mail in mails(path)]


if __name__ == "__main__":
    sys.exit(main())
