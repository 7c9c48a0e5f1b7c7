"""One file for each command: `configure(parser)` declares its arguments, `run(args)` does it and gives the exit code."""
