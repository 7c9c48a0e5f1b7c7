"""Answers that did not arrive are work: what the ticket says, which address is at fault, where else to send them."""
