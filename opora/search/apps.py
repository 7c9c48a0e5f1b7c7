"""Announces the room: the service that reads the words of files, its health."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "opora.search"
    label = "search"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from opora.conf import services
        from opora.desk.public import announce_check
        from opora.search.file_text import health, sweeping

        announce_check("file_texts", health.findings, _("Words in files are found"))
        services.announce(services.Service("words of files", sweeping.run))
