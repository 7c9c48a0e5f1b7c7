"""Signing outgoing mail with keys of the desk's own (DKIM): making keys, seeing them published, signing."""
