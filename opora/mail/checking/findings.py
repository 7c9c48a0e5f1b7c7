"""What is wrong with judging mail: machines that answer each other, a spam filter that says nothing."""

from datetime import timedelta

from django.utils.translation import gettext as _

from opora.desk.public import Finding
from opora.events.public import clock
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.settings import SPAM_FILTER

DAY = timedelta(days=1)
LOOKED_AT = 100


def findings() -> list[Finding]:
    """In the active language; empty when all is well."""
    return [*_ping_pong(), *_spam_filter()]


def _ping_pong() -> list[Finding]:
    """Each sender whose mails answered our automatic ones within the last day."""
    held = IncomingMail.objects.filter(
        state=IncomingState.HELD, reason="ping_pong", received_at__gt=clock.now() - DAY
    )
    latest: dict[str, int | None] = {}
    for address, ticket in held.order_by("id").values_list("from_email", "ticket"):
        latest[address] = ticket or latest.get(address)
    words = _("%(address)s seems to be a machine that answers our automatic mails. Its mails are held.")
    return [
        Finding(
            "mail_ping_pong",
            False,
            words % {"address": address},
            detail=_("The last one was for ticket № %(number)s.") % {"number": ticket} if ticket else "",
            key=address,
            advice=_("Set its mails aside, or block the address; no automatic mail goes there meanwhile."),
            place="workspace:mails",
        )
        for address, ticket in latest.items()
    ]


def _spam_filter() -> list[Finding]:
    """The filter that the desk wants to ask did not answer for the latest mail that it should have seen."""
    if not SPAM_FILTER.get():
        return []
    rows = IncomingMail.objects.exclude(state=IncomingState.KEPT).order_by("-id")[:LOOKED_AT]
    said = [dict(why.get("spam") or {}) for why in rows.values_list("why", flat=True)]
    last = next((one for one in said if one), {})
    if not last.get("trouble"):
        return []
    return [
        Finding(
            "spam_filter_silent",
            False,
            _("The spam filter does not answer; mail is taken in unchecked."),
            detail=str(last["trouble"]),
            advice=_("Is it running, and is its address in the settings right?"),
        )
    ]
