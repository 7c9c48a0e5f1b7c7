"""Opora: a self-hosted help desk. Each folder beside this file is a room; docs/architecture.md is the map."""

__version__ = "0.1.0"
