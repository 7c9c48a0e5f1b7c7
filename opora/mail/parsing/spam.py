"""What spam filters before us said (rspamd, SpamAssassin, the big mail services). We only read their headers."""

from __future__ import annotations

import re

from opora.mail.parsing.headers import Headers

YES = re.compile(r"^\s*(?:yes|true|spam|1)\b", re.I)


def spam_verdict(headers: Headers) -> tuple[bool, str]:
    """(is spam, the header that says so)."""
    for name in (
        "x-spam-flag",
        "x-spam-status",
        "x-spam",
        "x-spamd-result",
        "x-bogosity",
        "x-yandex-spam-flag",
        "x-spam-action",
    ):
        value = headers.text(name)
        if (
            YES.match(value)
            or (name == "x-spam-action" and value.lower() in ("add header", "reject", "rewrite subject"))
            or (name == "x-spamd-result" and value.lower().startswith("default: true"))
        ):
            return True, f"{name}: {value[:120]}"
    match = re.search(r"\bSCL:(\d+)", headers.text("x-forefront-antispam-report"))
    if match and int(match.group(1)) >= 5:
        return True, f"x-forefront-antispam-report: SCL:{match.group(1)}"
    return False, ""
