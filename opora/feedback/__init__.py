"""What customers think of the desk's work: asking them, and what they answer."""
