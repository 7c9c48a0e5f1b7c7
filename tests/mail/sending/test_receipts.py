"""What a process that is killed between a server's “250” and our note of it leaves behind."""

from datetime import timedelta

import pytest

from opora.events.public import catch_up, clock
from opora.mail.models import OutgoingMail
from opora.mail.public import deliver_due
from opora.mail.sending.carrying import outcome
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Status
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.sending.test_deliver import send_through
from tests.servers.sink import Sink


@pytest.mark.parametrize("again", [False, True])
def test_a_process_that_is_killed_after_250_sends_nothing_twice(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch, *, again: bool
) -> None:
    send_through(cast, sink.port)
    catch_up("outgoing")
    OutgoingMail.objects.all().delete()
    ticket = cast.tickets[Status.OPEN]
    message = reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="Проверили"), channel="desk")
    catch_up("outgoing")
    with monkeypatch.context() as killed:
        killed.setattr(outcome, "sent", lambda *words: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
    mails = OutgoingMail.objects.filter(message=message)
    assert (mails.get().state, len(sink.mails)) == ("sending", 1)
    mails.update(lease_until=clock.now() - timedelta(seconds=1))
    if again:  # somebody wants it to be sent once more: that is another time
        mails.update(next_attempt_at=clock.now() - timedelta(seconds=1))
    deliver_due()
    assert (mails.get().state, len(sink.mails)) == ("sent", 2 if again else 1)
