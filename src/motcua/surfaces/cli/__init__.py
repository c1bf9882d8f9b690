"""The `motcua` command: what operators and developers type."""
