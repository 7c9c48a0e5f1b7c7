"""Live updates: tell open pages that something changed, never what; the page asks again through the permission door."""
