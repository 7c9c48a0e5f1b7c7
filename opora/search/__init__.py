"""Finding tickets: one box, one language, word forms of three tongues, the same on every database."""
