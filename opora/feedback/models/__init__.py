"""Tables of feedback."""

from opora.feedback.models.rating import Rating, Verdict
from opora.feedback.models.rating_request import RatingRequest

__all__ = ["Rating", "RatingRequest", "Verdict"]
