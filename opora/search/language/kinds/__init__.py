"""Kinds of values: how each is read from what stands after a colon, and written again."""
