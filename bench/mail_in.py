"""Mails taken in per second: a third are answers, six in ten have HTML, a tenth a file of 200 kB. On SQLite.

bin/bench mail_in [--mails N] [--profile]
"""

import argparse
import cProfile
import os
import pstats
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from email.message import EmailMessage

WORDS = "Здравствуйте! Заказ так и не пришёл, подскажите, пожалуйста, где он сейчас. "
QUOTED = "\n\n4 мая 2026 г., 10:00 Вера <help@bench.example> написала:\n> " + "Ждём ответа\n> " * 20


def letters(count: int, draw: random.Random) -> list[bytes]:
    """The mails, from two hundred customers, in an order in which answers come after what they answer."""
    begun: list[tuple[str, int]] = []
    made = []
    for number in range(count):
        answered, who = draw.choice(begun) if begun and draw.random() < 1 / 3 else ("", draw.randrange(200))
        letter = EmailMessage()
        letter["From"], letter["To"] = f"Клиент {who} <c{who}@x{who % 50}.example>", "help@bench.example"
        letter["Subject"] = "Re: Заказ" if answered else f"Заказ {number} не пришёл"
        letter["Message-ID"] = f"<{number}@x.example>"
        if answered:
            letter["In-Reply-To"] = letter["References"] = answered
        else:
            begun.append((letter["Message-ID"], who))
        letter.set_content(WORDS * 5 + str(number) + (QUOTED if answered else ""))
        if draw.random() < 0.6:
            letter.add_alternative(f"<div><p>{WORDS * 5}</p><p><b>{number}</b></p></div>", subtype="html")
        if draw.random() < 0.1:
            letter.add_attachment(draw.randbytes(200_000), "application", "pdf", filename="Счёт.pdf")
        made.append(letter.as_bytes())
    return made


def main() -> int:
    """Prints the rates; exit code 1 when a mail did not become a message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=500)
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    args = parser.parse_args()
    data = tempfile.mkdtemp(prefix="opora-bench-")
    os.environ |= {"OPORA_DATA": data, "DJANGO_SETTINGS_MODULE": "opora.conf.settings"}
    os.environ.pop("OPORA_DATABASE_URL", None)
    try:
        return _measure(letters(args.mails, random.Random(1)), profiled=args.profile)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _measure(mails: list[bytes], *, profiled: bool) -> int:
    import django

    django.setup()
    from opora.cli.preparation import prepare
    from opora.desk.actions import change_setting, create_department, create_mailbox
    from opora.mail.models import IncomingMail
    from opora.mail.public import receive, take_in_due
    from opora.people.public import Actor

    prepare()
    system = Actor.system()
    department = create_department(actor=system, name="Bench")
    mailbox = create_mailbox(actor=system, address="help@bench.example", department=department)
    change_setting(actor=system, name="mail_per_sender", value=100_000)

    began = time.perf_counter()
    for raw in mails:
        receive(raw, source="smtp", mailbox=mailbox, envelope_from="c@x.example", envelope_to=mailbox.address)
    kept = time.perf_counter() - began
    profile = cProfile.Profile()
    began, worked = time.perf_counter(), time.process_time()
    profile.runcall(take_in_due) if profiled else take_in_due()
    taken, worked = time.perf_counter() - began, time.process_time() - worked
    if profiled:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(50)
    states = Counter(IncomingMail.objects.values_list("state", flat=True))
    print(f"kept durably   {len(mails) / kept:8.0f} mails/s")
    print(
        f"taken in       {len(mails) / taken:8.0f} mails/s   {len(mails) / worked:8.0f} per second of one core"
    )
    return 0 if states == {"done": len(mails)} else 1


if __name__ == "__main__":
    sys.exit(main())
