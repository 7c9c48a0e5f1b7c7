"""Announces the administration."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "opora.administration"
    label = "administration"
