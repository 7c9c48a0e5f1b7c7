"""How a mail's HTML is shown: its words among those of the page, or all of it, as it was sent, in a frame."""
