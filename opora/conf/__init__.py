"""Environment, process settings and root addresses; knows no other room except by name."""
