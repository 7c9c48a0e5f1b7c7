"""Announces the room: its kinds, the reader that feeds the index, the service that rebuilds it."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "opora.search"
    label = "search"

    def ready(self) -> None:
        from opora.conf import services
        from opora.events.public import announce_reader
        from opora.search import kinds  # noqa: F401  (they register themselves)
        from opora.search.indexing import service
        from opora.search.language import known
        from opora.search.reader import Index

        known.announce()
        announce_reader(Index())
        services.announce(services.Service("search index", service.run))
