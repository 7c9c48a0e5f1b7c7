"""Announces the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "opora.search"
    label = "search"
