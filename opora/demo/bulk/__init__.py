"""Bulk data: believable tickets in any number, straight into the tables, as the verbs would have written them."""
