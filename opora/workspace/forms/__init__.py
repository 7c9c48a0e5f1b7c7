"""Forms of the workspace: they read what was typed; verbs decide."""
