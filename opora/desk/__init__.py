"""How the desk is set up: brands, departments, access, topics, mailboxes, desk settings."""
