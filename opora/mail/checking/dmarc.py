"""DMARC (RFC 7489): whether what was checked speaks for the author's domain, and what its owner asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from opora.mail import dns
from opora.mail.checking.dkim import Signature
from opora.mail.checking.domains import ascii_domain, organization_of
from opora.mail.checking.spf import Spf

POLICIES = {"none", "quarantine", "reject"}


@dataclass(frozen=True)
class Policy:
    """What a domain's owner published. `asks`: none, quarantine, reject; empty when nothing is published."""

    asks: str = ""
    strict_dkim: bool = False
    strict_spf: bool = False
    is_unknown: bool = False


def published_by(domain: str, patience: dns.Patience) -> Policy:
    """The policy for mail from this domain: its own record, else its organisation's. `is_unknown`: the DNS failed."""
    organization = organization_of(domain)
    for place in dict.fromkeys([ascii_domain(domain), organization]):
        try:
            texts = dns.txt(f"_dmarc.{place}", patience)
        except dns.TemporaryFailure:
            return Policy(is_unknown=True)
        except dns.LookupProblem:
            continue
        records = [tags for text in texts if (tags := _read(text)) is not None]
        if len(records) == 1:  # several: as if there were none (section 6.6.3)
            return _policy(records[0], is_below=place != ascii_domain(domain))
    return Policy()


def _read(text: str) -> dict[str, str] | None:
    """The tags of a record that begins as one; None for any other text."""
    pieces = [piece.partition("=") for piece in text[:4000].split(";")]
    tags = [(name.strip().lower(), value.strip()) for name, _equals, value in pieces]
    return dict(reversed(tags)) if tags[0] == ("v", "DMARC1") else None


def _policy(tags: dict[str, str], *, is_below: bool) -> Policy:
    asks = tags.get("p", "").lower()
    if is_below and tags.get("sp", "").lower() in POLICIES:
        asks = tags["sp"].lower()
    if asks not in POLICIES:
        if "rua" not in tags:
            return Policy()
        asks = "none"
    return Policy(asks, tags.get("adkim", "").lower() == "s", tags.get("aspf", "").lower() == "s")


def is_aligned(domain: str, author: str, *, strict: bool) -> bool:
    """Whether a checked domain speaks for the author's: the same one, or (relaxed) of the same organisation."""
    one, other = ascii_domain(domain), ascii_domain(author)
    if not one or not other:
        return False
    return one == other or (not strict and organization_of(one) == organization_of(other))


def speaking_for(
    author: str, signatures: Sequence[Signature], spf: Spf, policy: Policy
) -> tuple[list[Signature], bool]:
    """The signatures, and whether the SPF check, that are of the author's domain."""
    own = [one for one in signatures if is_aligned(one.domain, author, strict=policy.strict_dkim)]
    return own, is_aligned(spf.domain, author, strict=policy.strict_spf)


def verdict(author: str, signatures: Sequence[Signature], spf: Spf, policy: Policy) -> str:
    """pass, fail, none (nothing published, or not everything could be checked) or temperror."""
    own, spf_speaks = speaking_for(author, signatures, spf, policy)
    passed = any(one.verdict == "pass" for one in own) or (spf_speaks and spf.verdict == "pass")
    if policy.is_unknown:
        return "temperror"
    if not policy.asks:
        return "none"
    if passed:
        return "pass"
    if any(one.verdict == "temperror" for one in own) or spf.verdict == "temperror":
        return "temperror"
    return "fail" if spf.domain else "none"
