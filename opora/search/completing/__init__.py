"""What may come next in a query: keys, and values of each kind."""
