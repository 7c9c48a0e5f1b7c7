"""Live updates: tells open pages that something changed, never what; the page asks again through the permission door."""
