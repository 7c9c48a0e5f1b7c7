"""What other rooms may use of the mail room."""

from opora.mail.doors.fetching import fetch_all
from opora.mail.doors.pipe import receive_from_pipe
from opora.mail.doors.trial import Step, test_connection
from opora.mail.health import findings
from opora.mail.queries import Delivery, deliveries_of, held_for, incoming_of, mails_for, traced
from opora.mail.raw import NotKept
from opora.mail.raw import read as read_raw
from opora.mail.reasons import in_words as reason_in_words
from opora.mail.receiving.receive import receive
from opora.mail.receiving.take_in import take_in, take_in_due
from opora.mail.sending.deliver import deliver_due

__all__ = [
    "Delivery",
    "NotKept",
    "Step",
    "deliver_due",
    "deliveries_of",
    "fetch_all",
    "findings",
    "held_for",
    "incoming_of",
    "mails_for",
    "read_raw",
    "reason_in_words",
    "receive",
    "receive_from_pipe",
    "take_in",
    "take_in_due",
    "test_connection",
    "traced",
]
