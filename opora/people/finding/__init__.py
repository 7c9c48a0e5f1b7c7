"""Finding persons by what they are called, the same on every database."""
