"""Announces the room: names for events, kinds, the first stage of the pipeline."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "opora.tickets"
    label = "tickets"

    def ready(self) -> None:
        from opora.events.public import announce_names
        from opora.tickets import by_topic, kinds, pipeline, queries, settings  # noqa: F401  (kinds register themselves)

        announce_names("ticket", queries.names_of_tickets)
        pipeline.announce("by_topic", by_topic.route, order=10)
