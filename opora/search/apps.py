"""Announces the room: its kinds, the reader that feeds the index, the services, the keys of the language."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "opora.search"
    label = "search"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from opora.conf import services
        from opora.desk.public import announce_check
        from opora.events.public import announce_reader
        from opora.search import kinds  # noqa: F401  (they register themselves)
        from opora.search.file_text import health, sweeping, wanting
        from opora.search.indexing import sweeping as indexing
        from opora.search.language import known
        from opora.search.reader import Index

        known.announce()
        announce_reader(Index())
        announce_check("file_texts", health.findings, _("Words in files are found"))
        wanting.announce_made(indexing.refresh_all)
        services.announce(services.Service("search index", indexing.run))
        services.announce(services.Service("words of files", sweeping.run))
