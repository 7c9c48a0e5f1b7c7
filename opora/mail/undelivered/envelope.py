"""The envelope's sender of our answers: an address whose token says which copy a report is about (VERP)."""

from opora.desk.models import Incoming
from opora.mail import tokens
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.settings import BOUNCE_ADDRESSES


def sender_of(mail: OutgoingMail) -> str:
    """The mailbox's address, with the copy's token where reports to such addresses reach us and the server takes them.

    A server that asks for a login often takes mail from that login's own address only: there the plain one stays.
    """
    mailbox = mail.mailbox
    assert mailbox is not None
    mode = BOUNCE_ADDRESSES.get()
    at_door = mailbox.incoming == Incoming.DOOR and not mailbox.out_login and mailbox.out_server_id is None
    wanted = mode == "always" or (mode == "door" and at_door)
    if not wanted or mail.purpose != Purpose.ANSWER:
        return mailbox.address
    return tokens.bounce_address(mailbox.address, mail.pk)
