"""What a server's refusal means: reply codes (RFC 5321, 4.2) and enhanced status codes (RFC 3463, 7372) as reasons."""

import re

ENHANCED = re.compile(r"(?:^|[\s\-#(])([245])\.(\d{1,3})\.(\d{1,3})(?=$|[\s,;:)])")
# By subject and detail. What is not here is told by its subject, or by the command that was refused.
DETAILS = {
    (1, 0): "recipient_refused", (1, 1): "recipient_refused", (1, 2): "domain_refused", (1, 3): "recipient_refused",
    (1, 6): "recipient_refused", (1, 7): "sender_refused", (1, 8): "sender_refused", (1, 10): "domain_refused",
    (2, 1): "mailbox_disabled", (2, 2): "mailbox_full", (2, 3): "mail_too_large", (3, 4): "mail_too_large",
    (3, 1): "mailbox_full", (4, 6): "their_loop", (4, 7): "too_long_on_the_way",
    (7, 1): "policy_refused", (7, 2): "policy_refused", (7, 8): "login_refused",
    (7, 20): "proof_missing", (7, 21): "proof_missing", (7, 22): "proof_missing", (7, 23): "proof_missing",
    (7, 24): "proof_missing", (7, 25): "no_reverse_name", (7, 26): "proof_missing", (7, 27): "proof_missing",
    (7, 28): "too_many_sent", (7, 29): "proof_missing", (7, 30): "tls_wanted", (7, 57): "login_refused",
    (7, 60): "login_refused", (7, 64): "policy_refused", (7, 606): "policy_refused", (7, 708): "too_many_sent",
}  # fmt: skip
SUBJECTS = {
    2: "mailbox_disabled",
    3: "their_trouble",
    4: "their_trouble",
    6: "content_refused",
    7: "policy_refused",
}
# Without an enhanced code the plain one says a little.
PLAIN = {552: "mailbox_full", 452: "mailbox_full", 450: "put_off", 451: "put_off", 521: "domain_refused"}
WORDS = (
    (re.compile(r"gr[ea]ylist|try again later|temporarily deferred", re.I), "put_off"),
    (re.compile(r"\b(spf|dkim|dmarc)\b", re.I), "proof_missing"),
    (re.compile(r"quota|mailbox (is )?full|over ?quota", re.I), "mailbox_full"),
    (re.compile(r"rate limit|too many (messages|mails|connections)|throttl", re.I), "too_many_sent"),
    (re.compile(r"spam|block(ed|list)|blacklist|reputation|listed", re.I), "policy_refused"),
)


def enhanced(words: str) -> tuple[int, int, int] | None:
    """The first enhanced status code in a server's words: (5, 1, 1)."""
    match = ENHANCED.search(words[:500])
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def reason_of(code: int, words: str, otherwise: str) -> str:
    """Why a server refused, as a code of `opora.mail.reasons`; `otherwise` where it does not say.

    `code` is the reply's (451, 550 …), `words` what stands behind it.
    """
    status = enhanced(words)
    found = DETAILS.get(status[1:]) or SUBJECTS.get(status[1]) if status else None
    if found in {None, "policy_refused", "their_trouble"}:
        found = next((reason for pattern, reason in WORDS if pattern.search(words[:500])), found)
    if found is None and status is None:
        found = PLAIN.get(code)
    return found or ("put_off" if code < 500 else otherwise)
