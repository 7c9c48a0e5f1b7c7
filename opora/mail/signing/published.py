"""Whether a key stands in the DNS as it should, and if not, what is wrong."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.events.public import clock
from opora.mail import dns
from opora.mail.models import DkimKey, KeyState
from opora.mail.signing.keys import record, record_name

SECONDS = 8.0
WORDS: dict[str, str | Promise] = {
    "published": _("The record is published as it should be."),
    "missing": _(
        "There is no such record yet. After publishing it can take an hour until everybody sees it."
    ),
    "doubled": _(
        "The record stands at a name that ends with the domain twice. Enter the name without the domain there."
    ),
    "several": _("There are several records at this name; only one may be left."),
    "revoked": _("The record has no key in it (p= is empty)."),
    "other_key": _("The record has another key. Copy it again, whole, from this page."),
    "cut_off": _("The record is cut off: its key ends too early. Copy it again, whole, from this page."),
    "broken": _("The record can't be read: it does not begin with v=DKIM1, or its parts are mixed up."),
    "unknown": _("The DNS did not answer. That says nothing; try again later."),
}


@dataclass(frozen=True)
class Look:
    """What was found: a code of WORDS, and the record if there is one."""

    code: str
    found: str = ""


def look(key: DkimKey, *, afresh: bool = False) -> Look:
    """Asks the DNS for the key's record; `afresh`: whatever was found a minute ago.

    Takes some seconds at most; never inside a transaction, never raises.
    """
    if afresh:
        dns.forget()
    patience = dns.Patience(SECONDS)
    try:
        texts = dns.txt(record_name(key), patience)
    except dns.TemporaryFailure:
        return Look("unknown")
    except dns.LookupProblem:
        return _elsewhere(key, patience)
    if len(texts) > 1:
        return Look("several", " | ".join(texts)[:2000])
    return Look(_judged(key, texts[0]), texts[0][:2000])


def keep_look(key: DkimKey, found: Look) -> DkimKey:
    """Notes what was found. A DNS that did not answer changes nothing but the time."""
    row = DkimKey.objects.get(pk=key.pk)
    row.checked_at = clock.now()
    if found.code != "unknown":
        row.is_published = found.code == "published"
        row.found = found.found
    row.finding = "" if found.code == "published" else found.code
    row.save(update_fields=["checked_at", "is_published", "found", "finding"])
    return row


def look_at_all() -> None:
    """Every key that is not over; once a day and before each self-test."""
    for key in DkimKey.objects.exclude(state=KeyState.RETIRED):
        keep_look(key, look(key))


def in_words(code: str) -> str:
    """What was found, in the active language."""
    return str(WORDS.get(code, code))


def _judged(key: DkimKey, text: str) -> str:
    pieces = [piece.partition("=") for piece in text.split(";") if piece.strip()]
    tags = {name.strip().lower(): "".join(value.split()) for name, _equals, value in pieces}
    if tags.get("v", "DKIM1") != "DKIM1" or "p" not in tags or tags.get("k", "rsa").lower() != key.sort:
        return "broken"
    if not tags["p"]:
        return "revoked"
    if tags["p"] == key.public:
        return "published"
    return "cut_off" if key.public.startswith(tags["p"]) else "other_key"


def _elsewhere(key: DkimKey, patience: dns.Patience) -> Look:
    try:
        found = dns.txt(f"{record_name(key)}.{key.domain}", patience)
    except dns.LookupProblem:
        return Look("missing")
    return Look("doubled", found[0][:2000]) if record(key)[:20] in found[0] else Look("missing")
