"""Readers of single formats. They run in the child process, with nothing of Django about them."""
