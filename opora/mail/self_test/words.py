"""What the probes found, in words that say what to do, and the records to publish."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opora.mail.models import ResultState, SelfTestResult
from opora.mail.reasons import in_words as reason_in_words
from opora.mail.signing.published import in_words as key_in_words

Text = str | Promise
LABELS: dict[str, Text] = {
    "round_trip": gettext_lazy("A letter to itself"),
    "spf": gettext_lazy("SPF: who may send for the domain"),
    "dkim": gettext_lazy("DKIM: mails are signed"),
    "dmarc": gettext_lazy("DMARC: what becomes of forged mail"),
    "mx": gettext_lazy("MX: where mail to the domain goes"),
    "ptr": gettext_lazy("The sending server's address has a name"),
    "helo": gettext_lazy("The name with which the server greets"),
    "tls": gettext_lazy("The way to the server is safe"),
    "address": gettext_lazy("People can answer"),
}
STATES: dict[str, Text] = {str(value): label for value, label in ResultState.choices}
NO_DNS = gettext_lazy("The DNS did not answer. That says nothing; it is asked again tomorrow.")
BEHIND = gettext_lazy("That is the provider's matter: %(provider)s.")
WORDS: dict[str, Text] = {
    "round_trip.returned": gettext_lazy("The test letter came back after %(seconds)s seconds."),
    "round_trip.on_its_way": gettext_lazy("The test letter is on its way."),
    "round_trip.not_sent_yet": gettext_lazy("No test letter has been sent yet."),
    "round_trip.no_server": gettext_lazy(
        "No outgoing mail server is set up: answers cannot leave. Name one in the mailbox's settings."
    ),
    "round_trip.not_sent": gettext_lazy("The test letter could not be sent: %(reason)s. Mend that first."),
    "round_trip.still_here": gettext_lazy("The test letter has not left yet. Is the worker running?"),
    "round_trip.not_back": gettext_lazy(
        "The outgoing server took the test letter, but it did not come back within %(minutes)s minutes. Look into the "
        "mailbox and its spam folder, and whether mail to this address really ends up where Opora fetches it."
    ),
    "spf.missing": gettext_lazy(
        "The domain has no SPF record. Without one many servers take your mail for spam. Publish this TXT record:"
    ),
    "spf.several": gettext_lazy(
        "The domain has %(count)s SPF records; with more than one, none is valid. Make one of them:"
    ),
    "spf.broken": gettext_lazy("The SPF record can't be used: %(why)s. Mend it."),
    "spf.not_listed": gettext_lazy(
        "The SPF record does not let your outgoing server send (%(server)s). Change the record to:"
    ),
    "spf.listed": gettext_lazy("The SPF record lets your outgoing server send."),
    "spf.provider": gettext_lazy("The SPF record includes your provider, %(provider)s."),
    "spf.seen": gettext_lazy("The receiving server checked the test letter: SPF passed."),
    "spf.inside": gettext_lazy(
        "The outgoing server is inside your network, so its public address can't be seen from here. Make sure that the "
        "SPF record names the address with which your network appears outside."
    ),
    "spf.no_dns": NO_DNS,
    "dkim.own": gettext_lazy(
        "Mails are signed with your own key (%(selector)s), and its record is published."
    ),
    "dkim.own_missing": gettext_lazy(
        "The record of your signing key %(selector)s is gone or wrong, so mails leave unsigned: %(why)s"
    ),
    "dkim.provider": gettext_lazy("The test letter came back with a valid signature of %(domain)s."),
    "dkim.not_active": gettext_lazy("A signing key is published but not in use yet. Activate it."),
    "dkim.letter_needed": gettext_lazy("That is seen when the test letter comes back."),
    "dkim.not_checked": gettext_lazy("The test letter is signed, but the signature could not be checked."),
    "dkim.foreign": gettext_lazy(
        "Mails are signed, but by another domain (%(domain)s), which does not count for yours. Turn DKIM on for your "
        "domain at your provider, or make a signing key of your own."
    ),
    "dkim.unsigned": gettext_lazy(
        "Mails are not signed. Turn DKIM on at your provider, or make a signing key of your own."
    ),
    "dmarc.missing": gettext_lazy(
        "There is no DMARC record; large providers ask for one. This TXT record changes nothing but brings reports:"
    ),
    "dmarc.several": gettext_lazy(
        "There are %(count)s DMARC records; with more than one, none is valid. Leave one."
    ),
    "dmarc.broken": gettext_lazy("The DMARC record can't be read. Publish this TXT record in its place:"),
    "dmarc.watching": gettext_lazy(
        "There is a DMARC record that only watches (p=none). When the reports look well, p=quarantine protects "
        "your name."
    ),
    "dmarc.protecting": gettext_lazy("Forged mail in your name is turned away (p=%(policy)s)."),
    "dmarc.harms": gettext_lazy(
        "Your DMARC record asks others to turn away mail that fails (p=%(policy)s), and yours fails: neither SPF "
        "nor DKIM is right. Mend one of them at once."
    ),
    "dmarc.no_dns": NO_DNS,
    "mx.missing": gettext_lazy(
        "The domain has no MX record: nobody can write to this address. For your own server:"
    ),
    "mx.refuses": gettext_lazy("The domain says that it takes no mail (a null MX record)."),
    "mx.lost": gettext_lazy("The MX record leads to a server that the DNS does not know: %(hosts)s."),
    "mx.found": gettext_lazy("Mail to the domain goes to %(hosts)s."),
    "mx.provider": gettext_lazy("Mail to the domain goes to %(provider)s (%(hosts)s)."),
    "mx.no_dns": NO_DNS,
    "ptr.confirmed": gettext_lazy("The address has a name that leads back to it: %(names)s."),
    "ptr.nameless": gettext_lazy(
        "%(address)s has no name in the DNS (PTR). Many servers refuse mail from there. Ask whoever gave you the "
        "address to name it %(name)s."
    ),
    "ptr.not_confirmed": gettext_lazy(
        "%(address)s is called %(name)s, but that name does not lead back to it. Publish an A record that does, "
        "or have the name changed."
    ),
    "ptr.provider": BEHIND,
    "ptr.inside": gettext_lazy("The outgoing server is inside your network; this can't be seen from here."),
    "ptr.no_dns": NO_DNS,
    "helo.found": gettext_lazy("The server calls itself %(name)s, and the DNS knows it."),
    "helo.no_name": gettext_lazy(
        "The server calls itself “%(name)s”, which is no full name. Set one, like mail.example.com."
    ),
    "helo.lost": gettext_lazy(
        "The server calls itself %(name)s, which the DNS does not know. Publish an A record for it."
    ),
    "helo.elsewhere": gettext_lazy(
        "The server calls itself %(name)s, a name that leads elsewhere than to %(address)s."
    ),
    "helo.provider": BEHIND,
    "helo.no_connection": gettext_lazy("The server could not be asked."),
    "helo.no_dns": NO_DNS,
    "tls.safe": gettext_lazy(
        "The connection is encrypted and the certificate is good for %(days)s more days."
    ),
    "tls.ends_soon": gettext_lazy("The server's certificate ends in %(days)s days. Have it renewed."),
    "tls.inside": gettext_lazy("The connection is not encrypted, but stays inside your network."),
    "tls.clear": gettext_lazy(
        "The server offers no encryption: passwords and mails go over the net in clear."
    ),
    "tls.not_used": gettext_lazy(
        "The server offers encryption (STARTTLS), but the settings don't use it. Turn it on."
    ),
    "tls.could_be_checked": gettext_lazy(
        "The connection is encrypted, but the settings don't look at the certificate, though it is good. Turn that on."
    ),
    "tls.unchecked": gettext_lazy("The connection is encrypted, but to whom is not checked."),
    "tls.certificate": gettext_lazy("No safe connection could be made: %(words)s"),
    "tls.no_server": gettext_lazy("No outgoing mail server is set up."),
    "tls.no_connection": gettext_lazy("The server could not be reached."),
    "address.answerable": gettext_lazy("The address looks like one that somebody reads."),
    "address.no_reply": gettext_lazy(
        "The address looks as if nobody read it. Customers answer more gladly to support@ or help@."
    ),
}


@dataclass(frozen=True)
class Said:
    """One result as pages and the API show it; `record_name` and `record` are empty where nothing is to publish."""

    probe: str
    label: str
    state: str
    state_words: str
    words: str
    found: str
    record_name: str
    record: str
    record_type: str
    row: SelfTestResult


def said(row: SelfTestResult) -> Said:
    """A kept result in the active language."""
    details: dict[str, Any] = dict(row.details) if isinstance(row.details, dict) else {}
    return Said(
        probe=row.probe,
        label=str(LABELS.get(row.probe, row.probe)),
        state=row.state,
        state_words=str(ResultState(row.state).label),
        words=_words(f"{row.probe}.{row.code}", details),
        found=str(details.get("found", "")),
        record_name=str(details.get("record_name", "")) if details.get("record") else "",
        record=str(details.get("record", "")),
        record_type="MX" if row.probe == "mx" else "TXT",
        row=row,
    )


def _words(code: str, details: dict[str, Any]) -> str:
    shown = dict(details)
    if "reason" in shown:
        shown["reason"] = reason_in_words(str(shown["reason"]))
    if code == "dkim.own_missing":
        shown["why"] = key_in_words(str(shown.get("why", "")))
    text = str(WORDS.get(code, code))
    try:
        return text % shown
    except (KeyError, ValueError):
        return text


def summary(rows: list[SelfTestResult]) -> str:
    """“SPF, DKIM”: the labels of what is wrong, short."""
    short = {
        "round_trip": _("the letter to itself"),
        "ptr": "PTR",
        "helo": "HELO",
        "tls": "TLS",
        "address": _("the address"),
    }
    return ", ".join(short.get(row.probe, row.probe.upper()) for row in rows)
