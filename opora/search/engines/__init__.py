"""The full-text engines of the three databases behind one interface. Raw SQL lives here."""
