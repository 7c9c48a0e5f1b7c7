"""The verbs of feedback."""

from opora.feedback.actions.ask import ask
from opora.feedback.actions.rate import rate

__all__ = ["ask", "rate"]
