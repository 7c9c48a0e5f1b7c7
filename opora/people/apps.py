"""Announces the room: names for events, kinds."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "opora.people"
    label = "people"

    def ready(self) -> None:
        from opora.events.public import announce_names
        from opora.people import kinds, queries  # noqa: F401  (kinds register themselves)

        announce_names("person", queries.names_of_persons)
        announce_names("organization", queries.names_of_organizations)
