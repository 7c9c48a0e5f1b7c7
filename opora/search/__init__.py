"""Search: one document for each ticket, fed from the event log, asked in one language on every database."""
