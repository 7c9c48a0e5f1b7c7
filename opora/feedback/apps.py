"""Announces the room: kinds, settings, names for ratings, the reader that plans questions."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "opora.feedback"
    label = "feedback"

    def ready(self) -> None:
        from opora.events.public import announce_names, announce_reader
        from opora.feedback import kinds, queries, settings  # noqa: F401  (kinds and settings register themselves)
        from opora.feedback.asking import Solvings

        announce_names("rating", queries.comments_of)
        announce_reader(Solvings())
