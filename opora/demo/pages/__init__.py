"""Pages of the mail room."""
