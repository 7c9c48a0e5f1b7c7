"""What the conditions of a query mean for tickets: one file for each family of keys."""
