"""A folder with 100,000 mails on a real Dovecot: the first visit, the next ones, and how quickly a backlog comes in.

bin/bench mail-folder [--mails N] [--take N]
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

UNREAD = 50


def main() -> int:
    """Prints times and memory; exit code 1 when something else came in than what is unread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=100_000)
    parser.add_argument("--take", type=int, default=1000, help="how many of the backlog")
    args = parser.parse_args()
    data = tempfile.mkdtemp(prefix="opora-bench-")
    os.environ |= {"OPORA_DATA": data, "DJANGO_SETTINGS_MODULE": "opora.conf.settings"}
    os.environ.pop("OPORA_DATABASE_URL", None)
    try:
        return _measure(args.mails, args.take)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _fill(folder: Path, count: int) -> None:
    """Mails as files of a Maildir; the last ones are unread."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        flags = "" if number >= count - UNREAD else "S"
        path = folder / "cur" / f"{1_600_000_000 + number}.M{number}.bench:2,{flags}"
        path.write_bytes(
            b"From: c@x.example\r\nTo: help@severka.example\r\nSubject: %d\r\nMessage-ID: <%d@x.example>\r\n\r\n%d\r\n"
            % (number, number, number)
        )
    for path in (folder, *folder.iterdir()):
        path.chmod(0o777)


def _measure(mails: int, take: int) -> int:
    import django

    django.setup()
    from imap_tools import MailBoxUnencrypted

    from opora.cli.preparation import prepare
    from opora.desk.actions import change_mailbox, create_department, create_mailbox
    from opora.mail.doors import imap
    from opora.mail.doors.fetching import fetch_once
    from opora.mail.doors.visits.visit import Visit
    from opora.mail.models import IncomingMail, MailboxFolder
    from opora.people.public import Actor
    from tests.servers import dovecot

    prepare()
    system = Actor.system()
    with dovecot.running() as server:
        server.stop()
        box = server.folder / "mail" / dovecot.USER
        box.parent.mkdir(exist_ok=True)
        _fill(box, mails)
        server.start()
        with MailBoxUnencrypted("127.0.0.1", server.imap_port, 600) as session:
            session.login(
                dovecot.USER, dovecot.PASSWORD
            )  # the server builds its index, which is its own matter
        mailbox = create_mailbox(
            actor=system, address=dovecot.USER, department=create_department(actor=system, name="Bench"),
            incoming="imap", in_host="127.0.0.1", in_port=server.imap_port, in_security="plain",
            in_password=dovecot.PASSWORD,
        )  # fmt: skip
        before = _megabytes()
        began = time.perf_counter()
        first = fetch_once(mailbox)
        told = time.perf_counter() - began
        print(
            f"{mails} mails: the first visit takes {first.count} unread ones in {told:.1f} s, {_more(before)}"
        )
        began = time.perf_counter()
        fetch_once(mailbox)
        print(f"the next visit, with signing in: {time.perf_counter() - began:.2f} s")

        MailboxFolder.objects.all().delete()
        mailbox = change_mailbox(actor=system, mailbox=mailbox, first_visit="all")
        with imap.opened(mailbox) as line:
            visit, count, more = Visit(line, mailbox), 0, True
            began = time.perf_counter()
            while more and count < take:
                taken, more = visit.take_some()
                count += taken
            seconds = time.perf_counter() - began
        print(
            f"all of them wanted: {count} kept in {seconds:.1f} s, {count / seconds:.0f} a second, {_more(before)}"
        )
        again = fetch_once_from(mailbox, IncomingMail.objects.count())
        print(f"after a break it goes on where it was: {again}")
    return 0 if first.count == min(UNREAD, mails) and again else 1


def fetch_once_from(mailbox: object, before: int) -> bool:
    """Whether a new session takes none twice."""
    from opora.mail.doors import imap
    from opora.mail.doors.visits.visit import Visit
    from opora.mail.models import IncomingMail

    with imap.opened(mailbox) as line:  # type: ignore[arg-type]
        count, _more_there = Visit(line, mailbox).take_some()  # type: ignore[arg-type]
    rows = IncomingMail.objects.order_by("-id")[: count - 1] if count else []
    return IncomingMail.objects.count() == before + count and all(row.state == "kept" for row in rows)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _more(before: float) -> str:
    return f"{_megabytes() - before:.0f} MB of memory more than before"


if __name__ == "__main__":
    sys.exit(main())
