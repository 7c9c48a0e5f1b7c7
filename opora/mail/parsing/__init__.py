"""Reads raw mail: bytes in, one frozen `ParsedMail` out. No database, no settings, no network, never an exception."""
