"""Pages of the administration: one module for each resource."""
