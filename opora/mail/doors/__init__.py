"""Where mails come from: the SMTP/LMTP door, IMAP and POP3 mailboxes, the pipe."""
