"""The verb: have a mailbox's deliverability tested now."""

from django.db import transaction

from opora.desk.models import Mailbox
from opora.events.public import Cause, clock, record
from opora.mail.kinds import SelfTestAsked
from opora.mail.models import SelfTest
from opora.people.public import Actor


@transaction.atomic
def check_deliverability(*, actor: Actor, mailbox: Mailbox, because: Cause | None = None) -> SelfTest:
    """Makes the test of a mailbox due, with a new letter to itself; the worker runs it within a minute.

    Administrators only. A test that is asked for already stays as it is.
    """
    actor.require_administrator()
    SelfTest.objects.bulk_create([SelfTest(mailbox=mailbox)], ignore_conflicts=True)
    test = SelfTest.objects.select_for_update().get(pk=mailbox.pk)
    if test.due_at is not None and test.due_at <= clock.now() and test.letter_at is None:
        return test
    test.due_at, test.letter_at, test.returned_at = clock.now(), None, None
    test.save(update_fields=["due_at", "letter_at", "returned_at"])
    record(SelfTestAsked(mailbox.pk), actor=actor, because=because)
    return test
