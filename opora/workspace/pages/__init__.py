"""Pages: one module for each resource."""
