"""What is known about who sent a mail, from a server that we trust or by our own checks; kept in the row's `why`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Proof:
    """Verdicts as RFC 8601 names them. `source`: server, own, or empty when nobody could check; `by`: which server.

    `speaks`: what passed speaks for the author's domain even where that publishes no DMARC policy; `policy`: what the
    domain's owner asks for with mail that fails (none, quarantine, reject; empty: nothing, or not known).
    """

    dkim: str = "none"
    spf: str = "none"
    dmarc: str = "none"
    source: str = ""
    by: str = ""
    speaks: bool = False
    policy: str = ""
    details: tuple[Mapping[str, str], ...] = field(default=())

    @property
    def is_proven(self) -> bool:
        """The author's domain really sent it."""
        return self.dmarc == "pass" or self.speaks

    @property
    def is_forged(self) -> bool:
        """The author's domain says that this is not from it: DMARC fails, or without DMARC its SPF record says no."""
        refused = self.source == "own" and self.dmarc == "none" and self._spf_refuses
        return not self.is_proven and (self.dmarc == "fail" or refused)

    @property
    def is_unwanted(self) -> bool:
        """Forged, and the domain's owner asks that such mail is not delivered."""
        return self.is_forged and self.policy in {"quarantine", "reject"}

    @property
    def _spf_refuses(self) -> bool:
        wanted = {"what": "spf", "verdict": "fail", "own": "yes"}
        return any(wanted.items() <= one.items() for one in self.details)

    def noted(self) -> dict[str, Any]:
        """As it is kept in `why`."""
        return {
            "dkim": self.dkim,
            "spf": self.spf,
            "dmarc": self.dmarc,
            "by": self.by,
            "source": self.source,
            "speaks": self.speaks,
            "policy": self.policy,
            "details": [dict(one) for one in self.details],
        }

    @classmethod
    def read(cls, noted: Mapping[str, Any]) -> "Proof":
        """What `noted` wrote."""
        words = {name: str(noted.get(name) or "none") for name in ("dkim", "spf", "dmarc")}
        texts = {name: str(noted.get(name) or "") for name in ("by", "source", "policy")}
        details = tuple(dict(one) for one in noted.get("details") or () if isinstance(one, dict))
        return cls(**words, **texts, speaks=bool(noted.get("speaks")), details=details)
