"""What customers see: the home page, writing to us, their requests; and the sign-in pages, which are everybody's."""
