"""The event log: what happened, by whom, when and why, one line each, and the readers that follow it.

Everything that changes the desk records an event in the same transaction; nothing else is listened to.
"""
