"""The one error of the language."""

from django.utils.functional import Promise

from opora.people.public import Refusal


class Unclear(Refusal):
    """A query that cannot be understood. The message is translated and says what to do.

    `start` and `end` are the characters at fault; `suggestion` is the whole query as it was probably meant.
    """

    def __init__(
        self, code: str, message: str | Promise, start: int, end: int, suggestion: str | None = None
    ) -> None:
        super().__init__(code, message, "q")
        self.start = start
        self.end = end
        self.suggestion = suggestion
