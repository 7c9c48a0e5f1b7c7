"""Template tags of the mail room."""
