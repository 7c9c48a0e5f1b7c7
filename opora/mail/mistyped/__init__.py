"""Addresses that look mistyped: who was meant by anna@gmial.com. Suggests, never refuses."""
