"""The deliverability self-test of mailboxes."""

from typing import Literal

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.door import actor_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Moment, Number, Shown
from opora.desk.models import Mailbox
from opora.mail.actions import check_deliverability
from opora.mail.models import SelfTest, SelfTestResult
from opora.mail.public import PROBES, said

router = Router(tags=["Self-test"])


class ProbeShown(Shown):
    """What one probe found. `record_name` and `record` are what to publish in the DNS; empty: nothing."""

    probe: Literal["round_trip", "spf", "dkim", "dmarc", "mx", "ptr", "helo", "tls", "address"]
    state: Literal["good", "warning", "bad", "unknown"]
    code: str
    words: str
    found: str
    record_name: str
    record: str
    record_type: Literal["TXT", "MX"]
    since: Moment
    checked_at: Moment


class SelfTestShown(Shown):
    """When a mailbox was tested last, when it will be next, and what was found."""

    mailbox: int
    checked_at: Moment | None
    due_at: Moment | None
    letter_at: Moment | None = Field(description="When the last test letter was sent.")
    returned_at: Moment | None = Field(description="When it came back.")
    results: list[ProbeShown]


@router.get("/mailboxes/{id}/self-test", response=SelfTestShown)
def get_self_test(request: HttpRequest, id: Path[Number]) -> SelfTestShown:
    """Reads what the self-test of a mailbox found.

    Administrators only.
    """
    return _shown(_mailbox(request, id))


@router.post("/mailboxes/{id}/self-test", response={202: SelfTestShown})
@repeatable(202)
def run_self_test(request: HttpRequest, id: Path[Number]) -> SelfTestShown:
    """Has a mailbox tested now.

    The worker does so within a minute; the letter to itself may take some more. Administrators only.
    """
    mailbox = _mailbox(request, id)
    check_deliverability(actor=actor_of(request), mailbox=mailbox)
    return _shown(mailbox)


def _mailbox(request: HttpRequest, key: int) -> Mailbox:
    actor_of(request).require_administrator()
    return lookup.one(Mailbox.objects.all(), key)


def _shown(mailbox: Mailbox) -> SelfTestShown:
    test = SelfTest.objects.filter(mailbox=mailbox).first() or SelfTest(mailbox=mailbox)
    kept = {row.probe: row for row in SelfTestResult.objects.filter(mailbox=mailbox)}
    results = [_probe(kept[probe]) for probe in PROBES if probe in kept]
    times = {name: getattr(test, name) for name in ("checked_at", "due_at", "letter_at", "returned_at")}
    return SelfTestShown(mailbox=mailbox.pk, results=results, **times)


def _probe(row: SelfTestResult) -> ProbeShown:
    words = said(row)
    same = ("words", "found", "record_name", "record", "record_type")
    kept = ("probe", "state", "code", "since", "checked_at")
    return ProbeShown(
        **{name: getattr(words, name) for name in same}, **{name: getattr(row, name) for name in kept}
    )
