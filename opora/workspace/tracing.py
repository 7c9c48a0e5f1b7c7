"""Why a mail came where it came, from codes to words."""

from typing import Any

from django.utils.translation import gettext as _

from opora.mail.models import IncomingMail
from opora.mail.public import reason_in_words, traced


def in_words(mail: IncomingMail) -> dict[str, object]:
    """For the page “why did this mail come here?”: `rules` tried in order, `verdicts` on the sender, `problems`."""
    trace = traced(mail)
    verdicts = trace.get("authentication") or {}
    return {
        "reason": reason_in_words(mail.reason) if mail.reason else "",
        "rules": [rule_words(rule) for rule in trace.get("rules") or []],
        "verdicts": [
            (name.upper(), verdicts[name]) for name in ("dkim", "spf", "dmarc") if verdicts.get(name)
        ],
        "problems": trace.get("problems") or [],
    }


def rule_words(rule: dict[str, Any]) -> str:
    """One threading rule: what it looked at, and what came of it."""
    looked = {
        "own_message_id": _("It answers a letter of ours."),
        "message_id": _("It names letters it answers."),
        "plus_address": _("It came to %(address)s.") % {"address": rule.get("address", "")},
        "subject": _("Its subject holds %(tag)s.") % {"tag": rule.get("tag", "")},
    }.get(str(rule.get("rule")), str(rule.get("rule")))
    if rule.get("ticket") is None:
        return _("%(looked)s None of ours is among them.") % {"looked": looked}
    words = {"looked": looked, "number": rule["ticket"]}
    if rule.get("matched"):
        return _("%(looked)s That is ticket № %(number)s, so it went there.") % words
    return _("%(looked)s That is ticket № %(number)s, but its sender takes no part in it.") % words
