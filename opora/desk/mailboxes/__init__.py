"""What the values of mailboxes and of their sign-in apps must be like, before they are kept."""
