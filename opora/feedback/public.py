"""What other rooms may use of feedback."""

from opora.feedback.queries import asked_at, rating_by, ratings_for, ratings_of

__all__ = ["asked_at", "rating_by", "ratings_for", "ratings_of"]
