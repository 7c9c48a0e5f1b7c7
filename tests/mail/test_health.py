"""What the desk says is wrong with its mail."""

from opora.mail.doors.imap import MOST_ATTEMPTS
from opora.mail.models import FetchedMail
from opora.mail.public import findings
from tests.cast import Cast


def test_a_mail_that_its_server_never_gives_is_not_forgotten_in_silence(cast: Cast) -> None:
    row = FetchedMail(mailbox=cast.mailbox, uid_validity=1, uid="7", is_taken=False, attempts=1)
    row.save()
    assert findings() == []
    FetchedMail.objects.filter(pk=row.pk).update(attempts=MOST_ATTEMPTS)
    (card,) = findings()
    assert (card.code, card.is_red, card.detail) == ("mail_not_given", False, "UID 7")
    assert "help@severka.example" in card.words
