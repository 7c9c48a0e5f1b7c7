"""Announces the room to Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "opora.events"
    label = "events"
