"""The way out: event → queue → compose → deliver."""
