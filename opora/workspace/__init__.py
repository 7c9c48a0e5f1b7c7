"""The workspace: where agents read lists and tickets, answer, and change things.

It parses, asks, calls verbs and renders; it decides nothing.
"""
