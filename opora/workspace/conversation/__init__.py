"""The conversation on a ticket's page: what its time line shows, and how that is drawn."""
