"""What is known of who sent a mail, in words for people who have never heard of DKIM."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class SenderWords:
    """`summary` in a sentence, its `tone` (done, soon, late), who checked (`by`), each check and its details."""

    summary: str
    tone: str
    by: str
    checks: tuple[tuple[str, str], ...]
    details: tuple[str, ...]


def in_words(found: Mapping[str, Any], address: str) -> SenderWords | None:
    """Of the `authentication` in a mail's trace; None when nothing was noted."""
    if not found:
        return None
    domain = address.rpartition("@")[2] or _("the sender's domain")
    summary, tone = _summary(found, domain)
    return SenderWords(
        summary=summary,
        tone=tone,
        by=_by(found),
        checks=tuple(
            (f"{name.upper()} · {meaning}", verdict_words(str(found.get(name) or "none")))
            for name, meaning in (
                ("spf", _("does the sending server belong to the domain")),
                ("dkim", _("is the signature right")),
                ("dmarc", _("does one of them speak for the address one sees")),
            )
        ),
        details=tuple(_detail(one) for one in found.get("details") or () if isinstance(one, Mapping)),
    )


def _summary(found: Mapping[str, Any], domain: str) -> tuple[str, str]:
    words = {"domain": domain}
    if found.get("dmarc") == "pass" or found.get("speaks"):
        return _("Proven: it really comes from %(domain)s.") % words, "done"
    if found.get("dmarc") == "fail":
        return _("Doubtful: %(domain)s says that mail like this is not from there.") % words, "late"
    return _(
        "Not proven: nothing shows that it comes from %(domain)s, nothing speaks against it."
    ) % words, ""


def _by(found: Mapping[str, Any]) -> str:
    if found.get("source") == "own":
        return _("Opora checked it itself.")
    if found.get("by"):
        return _("Checked by %(server)s, a server that this desk trusts.") % {"server": found["by"]}
    return _("Nobody could check it.")


def verdict_words(verdict: str) -> str:
    """A verdict of RFC 8601 in plain words, the code behind it."""
    words = {
        "pass": _("yes"),
        "fail": _("no"),
        "softfail": _("probably not"),
        "neutral": _("its owner does not say"),
        "none": _("nothing to check"),
        "policy": _("not as the receiver wants it"),
        "temperror": _("could not be checked for now"),
        "permerror": _("its owner's record is broken"),
    }
    return f"{words[verdict]} ({verdict})" if verdict in words else verdict


def _detail(one: Mapping[str, Any]) -> str:
    shown = [
        str(one.get(name)) for name in ("what", "verdict", "domain", "selector", "because") if one.get(name)
    ]
    return " · ".join(shown)
