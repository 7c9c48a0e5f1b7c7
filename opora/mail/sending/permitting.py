"""Whether Opora may write to somebody by itself. A wrong yes is a loop of two machines, or mail to a stranger."""

import re
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Count

from opora.desk.public import own_addresses
from opora.events.public import clock
from opora.mail.blocking.matching import BlockList
from opora.mail.models import IncomingMail, OutgoingMail, OutgoingState, Purpose
from opora.mail.settings import NOTICES_PER_DAY
from opora.people.models import Identity, Person

DAY = timedelta(days=1)
# Bounced within this time, an address is not written to by a machine.
BOUNCED_FOR = timedelta(days=30)
DEAF = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?|nobody)(?:[-+_.].*)?@", re.I
)
WRITTEN_BY_HAND = (Purpose.ANSWER, Purpose.LETTER)


def may_answer_automatically(person: Person, address: str, incoming: IncomingMail | None = None) -> bool:
    """Whether an automatic mail may go to this person's address, as the answer to that mail or of our own accord.

    Never to staff, the deactivated, our own and deaf addresses, those that are blocked or bounced; never to a machine,
    a list, the null sender, a forged sender (RFC 3834 section 2); never more than the desk allows in a day.
    """
    return Permits([person]).allows(person, address, incoming)


class Permits:
    """The same for many at once: what has to be looked up is looked up together."""

    def __init__(self, people: Iterable[Person]) -> None:
        keys = {person.pk for person in people}
        now = clock.now()
        mails = OutgoingMail.objects.filter(person__in=keys)
        recent = mails.filter(created_at__gt=now - DAY).exclude(purpose__in=WRITTEN_BY_HAND)
        self.own: Collection[str] = own_addresses()
        self.block_list = BlockList.look()
        self.told = dict(recent.order_by().values_list("person").annotate(Count("id")))
        bounced = mails.filter(state=OutgoingState.BOUNCED, created_at__gt=now - BOUNCED_FOR)
        self.bounced = set(bounced.values_list("person", "address"))
        flagged = Identity.objects.filter(person__in=keys, undeliverable_at__isnull=False)
        self.bounced |= set(flagged.values_list("person", "value"))

    def allows(self, person: Person, address: str, incoming: IncomingMail | None = None) -> bool:
        """See `may_answer_automatically`. Each yes counts for the day."""
        if not address or person.is_staff or not person.is_active or self._is_deaf(address):
            return False
        if self.block_list.match(address.lower(), "") is not None:
            return False
        if (person.pk, address) in self.bounced or (incoming is not None and is_from_machine(incoming)):
            return False
        if self.told.get(person.pk, 0) >= NOTICES_PER_DAY.get():
            return False
        self.told[person.pk] = self.told.get(person.pk, 0) + 1
        return True

    def _is_deaf(self, address: str) -> bool:
        local, _, domain = address.lower().rpartition("@")
        own = {address.lower(), f"{local.partition('+')[0]}@{domain}"}
        return bool(own & set(self.own)) or DEAF.match(address) is not None


def is_from_machine(incoming: IncomingMail) -> bool:
    """Whether a mail must not be answered by a machine: by a machine itself, a list, nobody, or not by whom it says.

    `silence` is what the judging of mails says about it: forged, spam, of another desk, forwarded for somebody else.
    """
    if incoming.envelope_from == "" or incoming.why.get("automatic") or incoming.why.get("silence"):
        return True
    verdicts = incoming.why.get("authentication") or {}
    return str(verdicts.get("dmarc", "")) in {"fail", "hardfail"}
