"""Who sent this mail? What a trusted server says, or what we can find out ourselves; outside any transaction."""

from opora.mail import dns
from opora.mail.checking import dkim, dmarc, spf, trust
from opora.mail.checking.dkim import Signature
from opora.mail.checking.dmarc import Policy
from opora.mail.checking.domains import ascii_domain
from opora.mail.checking.proof import Proof
from opora.mail.checking.spf import Spf
from opora.mail.models import IncomingMail
from opora.mail.parsing.mail import Address, Authentication, ParsedMail

SECONDS = 4.0
ORDER = ("pass", "temperror", "fail", "policy", "neutral", "permerror", "none")


def own_check(row: IncomingMail, raw: bytes, parsed: ParsedMail, *, saw_sender: bool) -> Proof:
    """All that we can find out ourselves; SPF where we saw the sending machine (`trust.saw_sender`).

    Takes a few seconds at most, touches no database, and never raises.
    """
    if dns.is_off():
        return Proof()
    patience = dns.Patience(SECONDS)
    author, trouble = _author(parsed)
    if trouble:
        return Proof(dmarc="permerror", source="own", details=({"what": "from", "because": trouble},))
    sent_from = _envelope(row, patience) if saw_sender else Spf("none")
    signatures = dkim.check(raw, row.received_at, patience)
    policy = dmarc.published_by(author, patience)
    return _weigh(author, signatures, sent_from, policy)


def told(row: IncomingMail, parsed: ParsedMail) -> Proof:
    """What a trusted server said in Authentication-Results, if the mail came by a way through our servers."""
    found: Authentication = parsed.authentication
    if not found.source or not trust.came_by_trusted_way(row):
        return Proof()
    return Proof(found.dkim, found.spf, found.dmarc, source="server", by=found.source)


def _author(parsed: ParsedMail) -> tuple[str, str]:
    """The author's domain, or what is wrong: with two authors a signature of one would seem to speak for the other."""
    count = sum(1 for name, _value in parsed.headers if name == "from")
    domains = {_domain(person) for person in parsed.senders}
    if count != 1 or len(domains) != 1:
        return "", "the mail has not exactly one author"
    return next(iter(domains)), ""


def _domain(person: Address) -> str:
    return ascii_domain(person.email.rpartition("@")[2])


def _envelope(row: IncomingMail, patience: dns.Patience) -> Spf:
    local, at, domain = (row.envelope_from or "").rpartition("@")
    return spf.check(
        row.peer or "", f"{local}{at}{ascii_domain(domain)}", ascii_domain(row.peer_name), patience
    )


def _weigh(author: str, signatures: tuple[Signature, ...], sent_from: Spf, policy: Policy) -> Proof:
    own, spf_speaks = dmarc.speaking_for(author, signatures, sent_from, policy)
    passed = any(one.verdict == "pass" for one in own) or (spf_speaks and sent_from.verdict == "pass")
    details = [
        {"what": "dkim", "domain": one.domain, "selector": one.selector, "verdict": one.verdict}
        | ({"because": one.because} if one.because else {})
        | {"own": "yes" if one in own else "no"}
        for one in signatures
    ]
    if sent_from.domain:
        details.append(
            {"what": "spf", "domain": sent_from.domain, "verdict": sent_from.verdict}
            | {"because": sent_from.because, "own": "yes" if spf_speaks else "no"}
        )
    told_dkim = {one.verdict for one in (own or signatures)}
    return Proof(
        dkim=next((word for word in ORDER if word in told_dkim), "none"),
        spf=sent_from.verdict,
        dmarc=dmarc.verdict(author, signatures, sent_from, policy),
        source="own",
        speaks=passed,
        policy=policy.asks,
        details=tuple(details),
    )
