"""Pages of the portal: one module for each resource."""
