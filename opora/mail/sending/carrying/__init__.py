"""Carrying what is in the queue: claim, hand over, note how it went; the service that does it."""
