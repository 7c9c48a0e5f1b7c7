"""Finding: words, columns and files, the same on every database."""
