"""The pipe: a mail on standard input, as mail servers hand it to a program."""

from collections.abc import Sequence

from opora.desk.public import mailbox_of_address
from opora.mail.models import IncomingMail
from opora.mail.receiving.receive import receive


def receive_from_pipe(raw: bytes, *, to: Sequence[str] = (), sender: str | None = None) -> list[IncomingMail]:
    """Keeps the mail, once for each of the addresses it was sent to; raises NotKept, which the command turns into exit
    code 75 (try again; what was kept before is then recognised).

    Without `to` the mailbox follows from the mail's own headers when it is taken in. mbox's “From ” line is dropped.
    """
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    return [
        receive(
            raw,
            source="pipe",
            mailbox=mailbox_of_address(address) if address else None,
            envelope_from=sender,
            envelope_to=address,
        )
        for address in dict.fromkeys(to or ("",))
    ]
