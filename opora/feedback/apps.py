"""Announces the room."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "opora.feedback"
    label = "feedback"
