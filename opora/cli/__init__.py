"""The command line: one module of `commands` for each command, imported only when it is called."""
