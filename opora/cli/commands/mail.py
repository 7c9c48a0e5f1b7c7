"""Mail from the command line.

opora mail parse FILE…                what Opora understands of each mail, as one JSON line; touches no database
opora mail receive [--to ADDRESS]…    takes one raw mail from standard input, as mail servers hand it to a program
opora mail fetch                      fetches all mailboxes now
opora mail tidy                       purges old raw mails, takes over those without a row; runs each night by itself
"""

import argparse
import sys

MOST_BYTES = 200 * 2**20
KEPT, TRY_AGAIN = 0, 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and tries again


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    parse = actions.add_parser("parse", help="read mails and print one JSON line for each")
    parse.add_argument("files", nargs="+", metavar="FILE", help="a raw mail (.eml); - is standard input")
    receive = actions.add_parser(
        "receive", help="take one mail from standard input; exit 75: try again later"
    )
    receive.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="to whom it was sent, once for each (default: as the mail says)",
    )
    receive.add_argument("--sender", metavar="ADDRESS", help="the envelope's sender; empty for reports")
    fetch = actions.add_parser(
        "fetch", help="fetch all mailboxes now; exit 1: at least one could not be fetched"
    )
    actions.add_parser("tidy", help="tidy the mail folder now, and files that nobody uses")
    fetch.add_argument(
        "--once", action="store_true", help="fetch once and end, which is also what happens without it"
    )


def run(args: argparse.Namespace) -> int:
    if args.action == "receive":
        return _receive(args)
    if args.action == "fetch":
        return _fetch()
    if args.action == "tidy":
        return _tidy()
    # No Django here: a parser that answers at once can be used in scripts and by mail servers.
    from opora.mail.parsing.command import main

    return main(args.files)


def _receive(args: argparse.Namespace) -> int:
    """Whatever goes wrong before the mail is kept is temporary: the mail is still the mail server's."""
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    if not raw.strip():
        print("No mail came on standard input.", file=sys.stderr)
        return TRY_AGAIN
    if len(raw) > MOST_BYTES:
        print(f"The mail was not kept: it is larger than {MOST_BYTES // 2**20} MB.", file=sys.stderr)
        return TRY_AGAIN
    try:
        from opora.cli.boot import ready

        with ready():
            from opora.mail.public import receive_from_pipe

            receive_from_pipe(raw, to=args.to, sender=args.sender)
    except (Exception, SystemExit) as error:
        print(f"The mail was not kept: {error}", file=sys.stderr)
        return TRY_AGAIN
    return KEPT


def _fetch() -> int:
    from opora.cli.boot import ready

    with ready():
        from opora.mail.public import fetch_all, reason_in_words, take_in_due

        results = fetch_all()
        take_in_due()
        for result in results:
            if result.failure is not None:
                why = f"{reason_in_words(result.failure.reason)} ({result.failure.words})"
                print(f"{result.mailbox.address}: {why}", file=sys.stderr)
            else:
                print(f"{result.mailbox.address}: {result.count}")
        if not results:
            print("No mailbox has to be fetched: all mail arrives by itself.")
    return 1 if any(result.failure for result in results) else 0


def _tidy() -> int:
    from opora.cli.boot import ready

    with ready():
        from opora.mail.public import tidy_mail_folder
        from opora.tickets.public import sweep_unused_files

        done, unused = tidy_mail_folder(), sweep_unused_files()
    print(f"Raw mails purged: {done.purged}")
    print(f"Mails without a row taken over: {done.adopted}")
    print(f"Half or left files removed: {done.removed}")
    print(f"Files that nobody used removed: {unused}")
    return 0
