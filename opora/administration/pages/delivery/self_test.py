"""The deliverability self-test of one mailbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration.answers import page, saved
from opora.administration.doors import actor_of, administrators
from opora.desk.models import Mailbox
from opora.events.models import Event
from opora.events.public import Names, clock
from opora.mail.actions import check_deliverability
from opora.mail.models import SelfTest, SelfTestResult
from opora.mail.public import PROBES, said

MOST_CHANGES = 30


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def self_test(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found, what to do, what has changed; a button has it tested again."""
    mailbox = get_object_or_404(Mailbox, pk=pk)
    if request.method == "POST":
        check_deliverability(actor=actor_of(request), mailbox=mailbox)
        return saved(request, _("It is being tested; that takes a minute or two."), "self_test", mailbox.pk)
    test = SelfTest.objects.filter(mailbox=mailbox).first()
    kept = {row.probe: row for row in SelfTestResult.objects.filter(mailbox=mailbox)}
    events = Event.objects.filter(ticket=None, kind__startswith="self_test.", data__mailbox=pk).order_by(
        "-id"
    )
    happenings = [(event.at, event.happening) for event in events[:MOST_CHANGES]]
    names = Names([found for _at, happening in happenings for found in happening.references()])
    context = {
        "changes": [(at, happening.sentence(names)) for at, happening in happenings],
        "mailbox": mailbox,
        "test": test,
        "is_due": bool(test and test.due_at and test.due_at <= clock.now()),
        "results": [said(kept[probe]) for probe in PROBES if probe in kept],
        "title": mailbox.address,
        "back": "delivery",
    }
    return page(request, "delivery/self_test", context)
