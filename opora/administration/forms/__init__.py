"""Forms of the administration."""
