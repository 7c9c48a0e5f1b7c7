"""Outgoing mail servers: the way to one, sessions with it, what its answers mean, how it stands."""
