"""What happens to raw mails in the long run: some are purged, none is forgotten."""
