"""The words inside files: read in the background, each content once, by a process that may do nothing else."""
