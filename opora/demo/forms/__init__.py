"""Forms of the mail room."""
