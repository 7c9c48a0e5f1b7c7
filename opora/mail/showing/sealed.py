"""Whether a mail is signed or encrypted, as its message says it."""

from opora.mail.parsing.mail import ParsedMail

ENCRYPTED = {"pgp_encrypted", "smime_encrypted"}


def remark_of(parsed: ParsedMail) -> dict[str, object] | None:
    """{"code": "sealed", "sort": pgp or smime, "state": signed or encrypted}; None for an ordinary mail."""
    if parsed.crypto is None:
        return None
    noted = {repair.code for repair in parsed.repairs}
    types = {file.type for file in parsed.attachments}
    is_closed = bool(noted & ENCRYPTED) or "application/pgp-encrypted" in types
    is_message = "-----BEGIN PGP MESSAGE" in parsed.text
    return {
        "code": "sealed",
        "sort": parsed.crypto,
        "state": "encrypted" if is_closed or is_message else "signed",
    }
