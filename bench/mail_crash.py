"""The worker is killed every few seconds while 2,000 mails come in and 1,000 answers go out: what is lost or doubled?

bin/bench mail-crash [--mails N] [--answers N] [--database sqlite|postgresql]
"""

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from tests.servers.crashing import Desk, crash
from tests.servers.postgresql import a_database
from tests.servers.sink import listening


def main() -> int:
    """Prints what was found; exit code 1 when a mail or an answer was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    args = parser.parse_args()
    with contextlib.ExitStack() as stack:
        data = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="opora-crash-", ignore_cleanup_errors=True)
            )
        )
        url = stack.enter_context(a_database()) if args.database == "postgresql" else ""
        found = crash(
            Desk(data, url), stack.enter_context(listening()), mails=args.mails, answers=args.answers
        )
        log = data / "log"
        complaints = log.read_text("utf-8", "replace").strip() if log.exists() else ""
    sys.stdout.write(f"On {args.database}: {found.in_words()}\n")
    if complaints:
        sys.stdout.write(f"The worker complained, the last words: {complaints[-2000:]}\n")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
