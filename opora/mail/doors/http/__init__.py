"""The HTTP door: mail services hand over raw mails, each signed or with the mailbox's secret."""
