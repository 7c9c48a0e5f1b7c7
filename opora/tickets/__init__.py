"""Tickets, their messages and files, the verbs that change them, and who may see them: the heart of the desk."""
