"""The pipe: a mail on standard input, as mail servers hand it to a program."""

from opora.desk.public import mailbox_of_address
from opora.mail.models import IncomingMail
from opora.mail.receiving.receive import receive


def receive_from_pipe(raw: bytes, *, to: str = "", sender: str | None = None) -> IncomingMail:
    """Keeps the mail; raises NotKept, which the command turns into exit code 75 (try again).

    Without `to` the mailbox follows from the mail's own headers when it is taken in. mbox's “From ” line is dropped.
    """
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    mailbox = mailbox_of_address(to) if to else None
    return receive(raw, source="pipe", mailbox=mailbox, envelope_from=sender, envelope_to=to)
