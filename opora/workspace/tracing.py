"""Why a mail came where it came, from codes to words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from opora.mail.models import IncomingMail
from opora.mail.public import problem_in_words, reason_in_words, traced
from opora.people.models import Person
from opora.workspace import verdicts

Row = tuple[str, str]


def in_words(mail: IncomingMail) -> dict[str, object]:
    """For the page “why did this mail come here?”; every list is empty where there is nothing to say.

    `route` and `decisions` are (what, words); `rules` the threading rules tried, in order; `sender` what is known of
    who sent it; `filters` what held it or kept us silent; `problems` what was mended.
    """
    trace = traced(mail)
    return {
        "reason": reason_in_words(mail.reason) if mail.reason else "",
        "route": list(_route(mail)),
        "rules": [rule_words(rule) for rule in trace.get("rules") or []],
        "is_held": mail.ticket_id is not None and mail.message_id is None,
        "sender": verdicts.in_words(trace.get("authentication") or {}, mail.from_email),
        "filters": list(_filters(mail, trace)),
        "problems": [problem_in_words(problem) for problem in _problems(trace)],
        "decisions": list(_decisions(trace)),
    }


def _route(mail: IncomingMail) -> Iterable[Row]:
    ways = {
        "smtp": _("over Opora's own mail door"),
        "lmtp": _("over Opora's own mail door (LMTP)"),
        "imap": _("fetched from its mailbox (IMAP)"),
        "pop3": _("fetched from its mailbox (POP3)"),
        "pipe": _("given by a program (opora mail receive)"),
    }
    yield _("Way"), ways.get(mail.source, mail.source)
    if mail.mailbox:
        yield _("Mailbox"), mail.mailbox.address
    if mail.envelope_from is not None:
        nobody = _("nobody (as reports of undelivered mail are sent)")
        yield _("Sender on the envelope"), mail.envelope_from or nobody
    if mail.envelope_to:
        yield _("Recipient on the envelope"), mail.envelope_to
    yield _("Size"), filesizeformat(mail.size)
    if mail.mail_id:
        yield "Message-ID", mail.mail_id


def _filters(mail: IncomingMail, trace: Mapping[str, Any]) -> Iterable[str]:
    blocked, spam = trace.get("blocked") or {}, trace.get("spam") or {}
    if blocked:
        yield _("It meets the block list: %(value)s.") % {"value": blocked.get("value", "")}
    if spam.get("score") is not None:
        words = {"score": spam["score"], "by": spam.get("by") or _("a spam filter")}
        yield _("Spam points: %(score)s, said %(by)s.") % words
    if spam.get("is_spam"):
        yield _("%(by)s takes it for spam.") % {"by": spam.get("by") or _("A spam filter")}
    if spam.get("trouble"):
        yield _("The spam filter could not be asked: %(why)s.") % {"why": spam["trouble"]}
    if automatic := trace.get("automatic"):
        because = trace.get("automatic_because")
        words = {"what": automatic_words(str(automatic)), "why": because}
        yield (_("%(what)s, told by: %(why)s.") if because else "%(what)s.") % words
    if silence := trace.get("silence"):
        yield silence_words(str(silence))
    if not (blocked or spam or trace.get("automatic")) and mail.reason in {"", "dismissed"}:
        yield _("No filter had anything against it.")


def silence_words(code: str) -> str:
    """Why no automatic mail answers it."""
    whys = {
        "automatic": _("a machine wrote it"),
        "forwarded": _("its sender forwarded somebody else's request"),
        "forged": _("its sender may be invented"),
        "spam": _("it may be spam"),
        "desk": _("another desk wrote it"),
    }
    return _("No automatic mail answers it: %(why)s.") % {"why": whys.get(code, code)}


def automatic_words(kind: str) -> str:
    """What sort of machine's mail it is."""
    kinds = {
        "out-of-office": _("An out-of-office note"),
        "auto-reply": _("An automatic answer"),
        "report": _("A machine's report"),
        "list": _("A mailing list's or newsletter's mail"),
        "bounce": _("The report of an undelivered mail"),
    }
    return kinds.get(kind, _("A machine's mail"))


def _problems(trace: Mapping[str, Any]) -> list[Any]:
    return list(trace.get("repairs") or trace.get("problems") or [])


def _decisions(trace: Mapping[str, Any]) -> Iterable[Row]:
    decision = trace.get("decision")
    if not decision:
        return
    if because := decision.get("held_because"):
        yield _("Held"), reason_in_words(str(because))
    said = {
        "joined": _("added it to the conversation"),
        "opened": _("opened a request of its own from it"),
        "dismissed": _("set it aside"),
    }
    who = Person.objects.filter(pk=decision.get("by")).first()
    what = str(decision.get("what"))
    yield who.called if who else _("Opora"), said.get(what, what)


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


def remark_words(remark: dict[str, Any]) -> str:
    """A remark of the way in, in words; nothing for those that only the page “why” tells."""
    if remark.get("code") == "file_too_large":
        words = {"name": remark.get("name", ""), "size": round(int(remark.get("size", 0)) / 1024 / 1024, 1)}
        return _("“%(name)s” (%(size)s MB) was too large and was not kept.") % words
    if remark.get("code") == "unproven_sender" and remark.get("verdict") == "none":
        return _("It found this ticket by its subject or a letter it mentions; nothing proves who sent it.")
    if remark.get("code") == "forwarded_by":
        return _("Forwarded by %(name)s.") % {"name": remark.get("name", "")}
    if remark.get("code") == "forward_unclear":
        return _("A forwarded mail; whose it was first could not be told.")
    if remark.get("code") == "unproven_sender":
        return _("Nothing proves that this mail really came from that address: its domain's check failed.")
    if remark.get("code") == "automatic_mail":
        return _("An automatic answer from %(sender)s. It changed nothing here.") % {
            "sender": remark.get("from", "")
        }
    if remark.get("code") == "mail_too_large":
        words = {"size": round(int(remark.get("size", 0)) / 1024 / 1024, 1)}
        return (
            _("The mail is larger (%(size)s MB) than the desk takes: its text and files are in the mailbox.")
            % words
        )
    if remark.get("code") == "empty_mail":
        return _("The mail had no words in it.")
    return ""
