"""What one probe finds."""

from dataclasses import dataclass, field
from typing import Any

from opora.mail.models import ResultState

PROBES = ("round_trip", "spf", "dkim", "dmarc", "mx", "ptr", "helo", "tls", "address")


@dataclass(frozen=True)
class Result:
    """`code` says within the probe what was found; `details` are values for its words, `record_name` and `record` in
    them the DNS record to publish."""

    probe: str
    state: str
    code: str
    details: dict[str, Any] = field(default_factory=dict)


def good(probe: str, code: str, **details: Any) -> Result:
    """All is well."""
    return Result(probe, ResultState.GOOD, code, details)


def warning(probe: str, code: str, **details: Any) -> Result:
    """It works, but could be better."""
    return Result(probe, ResultState.WARNING, code, details)


def bad(probe: str, code: str, **details: Any) -> Result:
    """Somebody has to do something."""
    return Result(probe, ResultState.BAD, code, details)


def unknown(probe: str, code: str, **details: Any) -> Result:
    """It could not be found out."""
    return Result(probe, ResultState.UNKNOWN, code, details)
