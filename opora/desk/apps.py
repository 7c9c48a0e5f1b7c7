"""Announces the room: names for events, kinds, its settings."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "opora.desk"
    label = "desk"

    def ready(self) -> None:
        from opora.desk import kinds, queries, settings  # noqa: F401  (kinds and settings register themselves)
        from opora.events.public import announce_names

        announce_names("department", queries.names_of_departments)
        announce_names("topic", queries.names_of_topics)
        announce_names("mailbox", queries.names_of_mailboxes)
        announce_names("brand", queries.names_of_brands)
        announce_names("sign_in_app", queries.names_of_sign_in_apps)
