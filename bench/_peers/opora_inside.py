"""What is done inside a desk of Opora before it is measured: python -m bench._peers.opora_inside prepare|export FILE.

Runs in a process of its own, in the environment that says where the desk's data is.
"""

import sys
from pathlib import Path

import django


def prepare() -> None:
    """A mailbox for the mails, and no limit on how many one customer sends."""
    from bench._peers.product import MAILBOX
    from opora.desk.actions import change_setting, create_mailbox
    from opora.desk.models import Department
    from opora.people.public import Actor

    system = Actor.system()
    create_mailbox(actor=system, address=MAILBOX, department=Department.objects.order_by("pk")[0])
    change_setting(actor=system, name="mail_per_sender", value=100_000)


def export(file: Path) -> None:
    """Every ticket as a neutral line."""
    from bench._peers.exchange import exported, write

    write(file, exported())


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "export":
        export(Path(sys.argv[2]))
    else:
        prepare()
