"""Mail in and out: keeps raw mail, reads it, joins it to tickets, composes and delivers answers."""
