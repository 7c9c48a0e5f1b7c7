"""What messages are made of: words, HTML and plain text, files."""
