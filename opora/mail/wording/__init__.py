"""What the desk's mails say around people's own words: templates, built in and changed, and filling them in."""
