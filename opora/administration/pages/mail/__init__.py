"""Pages about how mail comes in and goes out."""
