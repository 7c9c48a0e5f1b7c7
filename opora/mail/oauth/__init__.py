"""Signing in to mailboxes without a password: OAuth 2 for IMAP, POP3 and SMTP (RFC 6749, 7636, 7628, XOAUTH2)."""
