"""Visits to an IMAP mailbox: its folders, what is new in them, what happens to it there afterwards."""
