"""The one family of errors that verbs raise."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A verb says no. `message` is translated and says what to do; `field` names the input at fault, if one is.

    Faces turn it into a form error, an answer of the API (see `status`) or an answer by mail.
    """

    status = 422

    def __init__(self, code: str, message: str | Promise, field: str | None = None) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.field = field


class NotAllowed(Refusal):
    """This person may not do this."""

    status = 403

    @classmethod
    def for_role(cls) -> "NotAllowed":
        """The ordinary answer to somebody whose role is not enough."""
        return cls(
            "not_allowed", _("You may not do this. Ask an administrator of the desk for the right to.")
        )

    @classmethod
    def for_scope(cls, scope: str) -> "NotAllowed":
        """The answer to an API token that lacks a scope."""
        return cls(
            "scope_missing", _("This token has no scope “%(scope)s”. Make one that has.") % {"scope": scope}
        )


class NotFound(Refusal):
    """There is no such thing, or this person may not know of it: the two look the same."""

    status = 404


class Conflict(Refusal):
    """Somebody else changed it first."""

    status = 409
