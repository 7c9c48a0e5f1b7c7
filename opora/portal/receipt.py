"""What the page after sending a request knows: a signed token, because the address is not proven."""

from dataclasses import dataclass

from django.core import signing

SALT = "opora request sent"
VALID = 24 * 3600  # seconds


@dataclass(frozen=True)
class Receipt:
    """The request's number (0: a machine's), where answers go, and whether a confirmation is on its way there."""

    number: int
    address: str
    is_confirmed: bool = False

    def token(self) -> str:
        """For the page's address."""
        return signing.dumps([self.number, self.address, self.is_confirmed], salt=SALT)

    @classmethod
    def read(cls, token: str) -> "Receipt | None":
        """The receipt of a token that is ours and not older than a day."""
        try:
            number, address, *more = signing.loads(token, salt=SALT, max_age=VALID)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(number, address, any(more))
