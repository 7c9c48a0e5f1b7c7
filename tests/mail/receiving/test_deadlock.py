"""On MariaDB two may wait for each other in a circle, and one of them is taken back whole: a mail is not lost by it."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from opora.events.models import Event
from opora.events.public import clock
from opora.mail.models import IncomingMail
from opora.mail.public import receive, take_in_due
from opora.mail.tokens import message_id
from opora.tickets.models import Message, Ticket
from tests.cast import Cast, build
from tests.mail.letters import letter

pytestmark = [
    pytest.mark.mariadb,
    pytest.mark.skipif("connection.vendor != 'mysql'", reason="what MariaDB does about a circle"),
]
WAITING = """
    SELECT count(*) FROM information_schema.innodb_trx JOIN information_schema.processlist ON id = trx_mysql_thread_id
    WHERE trx_state = 'LOCK WAIT' AND db = database()
"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The small desk, committed: each thread has a connection of its own."""
    return build()


def test_mails_whose_transaction_was_taken_back_are_tried_again_and_are_no_failures(cast: Cast) -> None:
    ticket = cast.tickets["open"]
    first = Message.objects.filter(ticket=ticket).earliest("pk")
    named = f"<{message_id(ticket.pk, 'm', first.pk, 'severka.example')}>"
    mails = [letter(message_id=f"<{number}@v>", In_Reply_To=named) for number in range(3)]
    rows = [receive(mail.as_bytes(), source="pipe", mailbox=cast.mailbox) for mail in mails]
    before = Message.objects.count()
    thread = threading.Thread(target=_taking_in)
    with transaction.atomic():
        Event.objects.update(cause="weighs more than a mail: the lighter one is taken back")
        Ticket.objects.select_for_update().get(pk=ticket.pk)
        thread.start()
        _until(_somebody_waits)
        IncomingMail.objects.select_for_update().get(pk=rows[0].pk)
    thread.join(60)
    assert not thread.is_alive()
    kept = IncomingMail.objects.order_by("pk")
    assert [(row.state, row.attempts, row.failure) for row in kept] == [("kept", 1, "")] * 3
    assert Message.objects.count() == before
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert take_in_due() == 3
    assert [row.ticket_id for row in kept.all()] == [ticket.pk] * 3
    assert Message.objects.count() == before + 3


def _taking_in() -> None:
    take_in_due()
    connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "nobody came to wait"
        time.sleep(0.3)  # asked more often than each tenth of a second, MariaDB says what it said before
