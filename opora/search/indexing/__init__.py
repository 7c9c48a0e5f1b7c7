"""Making documents out of tickets and keeping them: one ticket after another changed, or all of them anew."""
