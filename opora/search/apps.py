"""Announces the room: the keys of the search language."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "opora.search"
    label = "search"

    def ready(self) -> None:
        from opora.search.language import known

        known.announce()
