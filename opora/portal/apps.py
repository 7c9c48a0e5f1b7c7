"""Announces the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "opora.portal"
    label = "portal"
