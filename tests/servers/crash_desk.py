"""The desk of the crash test, set up and answered in processes of their own. `python -m tests.servers.crash_desk …`"""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.conf.settings")


def set_up(sink_port: int) -> None:
    """A department with a mailbox that sends through the sink, and an agent."""
    from opora.cli.preparation import prepare
    from opora.desk.actions import change_setting, create_department, create_mailbox
    from opora.people.actions import create_person
    from opora.people.public import Actor

    prepare()
    system = Actor.system()
    department = create_department(actor=system, name="First line")
    create_mailbox(
        actor=system, address="help@severka.example", department=department, out_host="127.0.0.1",
        out_port=sink_port, out_security="plain",
    )  # fmt: skip
    create_person(actor=system, name="Vera", email="vera@severka.example", role="supervisor")
    change_setting(actor=system, name="mail_per_sender", value=10_000)


def answer(count: int) -> None:
    """Vera answers so many tickets, each once as soon as it is there, in the words “Answer N”."""
    from django.db import connection

    from opora.people.models import Person
    from opora.people.public import Actor
    from opora.tickets.actions import reply
    from opora.tickets.models import Ticket
    from opora.tickets.public import Words

    vera = Actor.of(Person.objects.get(email="vera@severka.example"))
    last = done = 0
    while done < count:
        found = list(Ticket.objects.filter(pk__gt=last).order_by("pk")[: count - done])
        for ticket in found:
            reply(actor=vera, ticket=ticket, words=Words(text=f"Answer {ticket.pk}"), channel="desk")
            last, done = ticket.pk, done + 1
        connection.close()
        if not found:
            time.sleep(0.2)


if __name__ == "__main__":
    import django

    django.setup()
    set_up(int(sys.argv[2])) if sys.argv[1] == "set_up" else answer(int(sys.argv[2]))
