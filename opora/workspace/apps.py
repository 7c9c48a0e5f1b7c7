"""Announces the workspace."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "opora.workspace"
    label = "workspace"
