"""One file for each command: `configure(parser)` declares its arguments, `run(args)` does it, returns the exit code."""
