"""Announces the room: names for events, kinds, its settings, what it watches, the worker's heartbeat."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "opora.desk"
    label = "desk"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from opora.conf import services
        from opora.desk import kinds, queries, settings  # noqa: F401  (kinds and settings register themselves)
        from opora.desk.health import checks, heartbeat, machine, standing
        from opora.desk.health import kinds as health_kinds  # noqa: F401
        from opora.events.public import announce_names

        announce_names("department", queries.names_of_departments)
        announce_names("topic", queries.names_of_topics)
        announce_names("mailbox", queries.names_of_mailboxes)
        announce_names("outgoing_server", queries.names_of_outgoing_servers)
        announce_names("brand", queries.names_of_brands)
        announce_names("sign_in_app", queries.names_of_sign_in_apps)
        announce_names("health_card", standing.names_of_cards)
        checks.announce("worker", machine.worker, _("The worker runs"), is_live=True)
        checks.announce("services", machine.services, _("All parts of the worker run"))
        checks.announce("readers", machine.readers, _("Everything follows the event log"))
        checks.announce("disk", machine.disk, _("The disk has room"))
        services.announce(services.Service("heartbeat", heartbeat.run))
