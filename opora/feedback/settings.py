"""Desk settings about feedback."""

from django.utils.translation import gettext_lazy as _

from opora.desk.public import Setting

ASK_HOURS = Setting(
    "rating_after_hours",
    24,
    _("Hours after solving until the customer is asked how it went"),
    _("Only in departments that ask, and only if it is still solved then."),
    least=0,
    most=720,
)
ASK_AGAIN_DAYS = Setting(
    "rating_again_days",
    30,
    _("Days before the same request is asked about again"),
    least=1,
    most=365,
)
OPEN_DAYS = Setting(
    "rating_open_days",
    14,
    _("Days in which a rating can be given and changed"),
    _("Counted from the question, or from solving when nobody asked."),
    least=1,
    most=365,
)
