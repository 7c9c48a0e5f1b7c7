"""Health cards of the self-test and of signing keys."""

from django.utils.translation import gettext as _

from opora.desk.public import Finding
from opora.mail.models import DkimKey, KeyState, ResultState, SelfTestResult
from opora.mail.self_test.words import summary
from opora.mail.signing.published import in_words


def findings() -> list[Finding]:
    """What would keep mail from arriving: one card for each mailbox whose test is red, one for each lost key."""
    bad: dict[int, list[SelfTestResult]] = {}
    rows = SelfTestResult.objects.select_related("mailbox").filter(
        state=ResultState.BAD, mailbox__is_active=True
    )
    for row in rows.order_by("mailbox", "id"):
        bad.setdefault(row.mailbox_id, []).append(row)
    return [*(_of_mailbox(found) for found in bad.values()), *_of_keys()]


def _of_mailbox(rows: list[SelfTestResult]) -> Finding:
    words = {"mailbox": rows[0].mailbox.address, "what": summary(rows)}
    return Finding(
        "mail_not_trusted",
        True,
        _("Mail from %(mailbox)s may not arrive or may land in spam: %(what)s.") % words,
        key=str(rows[0].mailbox_id),
        advice=_("The self-test of the mailbox says what to publish or change."),
        place="administration:self_test",
        place_key=rows[0].mailbox_id,
    )


def _of_keys() -> list[Finding]:
    lost = DkimKey.objects.filter(state=KeyState.ACTIVE, is_published=False)
    return [
        Finding(
            "dkim_not_published",
            True,
            _(
                "Mail of %(domain)s leaves unsigned: the record of its signing key is not in the DNS as it should be."
            )
            % {"domain": key.domain},
            key.found,
            key=str(key.pk),
            advice=in_words(key.finding),
            place="administration:dkim_key",
            place_key=key.pk,
        )
        for key in lost
    ]
