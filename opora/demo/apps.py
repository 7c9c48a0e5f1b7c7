"""Announces the room: in demo mode the worker collects what the desk sends."""

from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    name = "opora.demo"
    label = "demo"

    def ready(self) -> None:
        if not settings.DEMO:
            return
        from opora.conf import services
        from opora.demo import outbox

        services.announce(services.Service("demo post office", outbox.run))
