"""Answers handed over per second by one postman, to a mail server of its own process. On SQLite, or where
OPORA_TEST_DATABASE_URL names an empty database.

bin/bench mail_out [--mails N] [--sign] [--profile]
"""

import argparse
import asyncio
import cProfile
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
import threading
import time

WORDS = "<p>Здравствуйте! Заказ уже в пути, привезут завтра до обеда.</p><p>С уважением</p>"


async def _session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 bench.example ESMTP\r\n")
    while line := await reader.readline():
        command = line[:4].upper()
        if command == b"DATA":
            writer.write(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
            writer.write(b"250 taken\r\n")
        elif command == b"QUIT":
            writer.write(b"221 bye\r\n")
            break
        else:
            writer.write(b"250 bench.example\r\n")
    writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_session, "127.0.0.1", 0, limit=2**24)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> int:
    """Prints the rate; exit code 1 when a mail was not sent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=600)
    parser.add_argument("--sign", action="store_true", help="sign each with an RSA key (DKIM)")
    parser.add_argument("--profile", action="store_true", help="say where the time of carrying goes")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        asyncio.run(_serve())
        return 0
    data = tempfile.mkdtemp(prefix="opora-bench-")
    os.environ |= {"OPORA_DATA": data, "DJANGO_SETTINGS_MODULE": "opora.conf.settings"}
    os.environ.pop("OPORA_DATABASE_URL", None)
    if other := os.environ.pop("OPORA_TEST_DATABASE_URL", ""):
        os.environ["OPORA_DATABASE_URL"] = other
    sink = subprocess.Popen([sys.executable, "-m", "bench.mail_out", "--serve"], stdout=subprocess.PIPE)
    try:
        assert sink.stdout is not None
        return _measure(args.mails, int(sink.stdout.readline()), signed=args.sign, profiled=args.profile)
    finally:
        sink.kill()
        shutil.rmtree(data, ignore_errors=True)


def _measure(count: int, port: int, *, signed: bool, profiled: bool) -> int:
    import django

    django.setup()
    from opora.mail.models import OutgoingMail
    from opora.mail.sending.carrying import postman
    from opora.mail.sending.carrying.claiming import due_keys
    from opora.mail.sending.carrying.deliver import deliver

    _prepare(count, port, signed=signed)
    stop = threading.Event()
    sent = OutgoingMail.objects.filter(state="sent")
    began, worked = time.perf_counter(), time.process_time()
    if profiled:
        profile = cProfile.Profile()
        profile.runcall(lambda: [deliver(key) for key in due_keys(count)])
        pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
    else:
        thread = threading.Thread(target=postman.run, args=(stop,))
        thread.start()
        while sent.count() < count and time.perf_counter() - began < 300:
            time.sleep(0.1)
        stop.set()
        thread.join()
    taken, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"sent           {count / taken:8.0f} mails/s   {count / worked:8.0f} per second of one core")
    return 0 if sent.count() == count else 1


def _prepare(count: int, port: int, *, signed: bool) -> None:
    from opora.cli.preparation import prepare
    from opora.desk.actions import create_department, create_mailbox
    from opora.events.public import catch_up

    if signed:
        from opora.mail.actions import create_dkim_key
    from opora.mail.models import DkimKey
    from opora.people.actions import create_person
    from opora.people.public import Actor
    from opora.tickets.actions import open_ticket, reply
    from opora.tickets.public import Words

    prepare()
    system = Actor.system()
    department = create_department(actor=system, name="Bench", signature="<p>Ваша Северка</p>")
    create_mailbox(
        actor=system, address="help@bench.example", department=department, out_host="127.0.0.1", out_port=port,
        out_security="plain",
    )  # fmt: skip
    if signed:
        create_dkim_key(actor=system, domain="bench.example")
        DkimKey.objects.update(state="active", is_published=True)  # there is no DNS to publish it in
    vera = create_person(actor=system, name="Vera", email="vera@bench.example", role="supervisor")
    anna = create_person(actor=system, name="Anna", email="anna@customer.example")
    tickets = [
        open_ticket(
            actor=Actor.of(anna), requester=anna, subject=f"Заказ {number}", words=Words(text="Где он? " * 30),
            channel="mail",
        )
        for number in range(max(1, count // 3))
    ]  # fmt: skip
    catch_up()
    from opora.mail.models import OutgoingMail

    OutgoingMail.objects.all().delete()
    for number in range(count):
        ticket = tickets[number % len(tickets)]
        reply(
            actor=Actor.of(vera), ticket=ticket, words=Words(html=f"{WORDS}<p>{number}</p>"), channel="desk"
        )
    catch_up()


if __name__ == "__main__":
    sys.exit(main())
