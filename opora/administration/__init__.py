"""Setting the desk up and keeping it: people, departments, topics, mailboxes, settings, what was changed by whom."""
