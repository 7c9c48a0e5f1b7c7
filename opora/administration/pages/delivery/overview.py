"""Delivery at a glance: the ways out with their numbers, the signing keys, the self-tests."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from opora.administration.answers import page
from opora.administration.doors import administrators
from opora.desk.models import Mailbox
from opora.mail.models import DkimKey, SelfTest, SelfTestResult
from opora.mail.public import PROBES, advice, reason_in_words, ways


@administrators
@require_safe
def delivery(request: HttpRequest) -> HttpResponse:
    """Everything about outgoing mail on one page; each line leads to its own."""
    rows = [
        {
            "way": way,
            "problem": reason_in_words(way.failure) if way.failure else "",
            "advice": advice(way.words) if way.failure else "",
        }
        for way in ways()
    ]
    keys = list(DkimKey.objects.all())
    context = {"rows": rows, "keys": keys, "tests": _tests(), "title": _("Delivery")}
    return page(request, "delivery/overview", context)


def _tests() -> list[dict[str, object]]:
    results: dict[int, dict[str, SelfTestResult]] = {}
    for row in SelfTestResult.objects.all():
        results.setdefault(row.mailbox_id, {})[row.probe] = row
    tests = SelfTest.objects.in_bulk()
    made: list[dict[str, object]] = []
    for mailbox in Mailbox.objects.filter(is_active=True):
        found = results.get(mailbox.pk, {})
        ordered = [found[probe] for probe in PROBES if probe in found]
        counts = {
            state: sum(1 for row in ordered if row.state == state) for state in ("good", "warning", "bad")
        }
        made.append({"mailbox": mailbox, "test": tests.get(mailbox.pk), "counts": counts})
    return made
