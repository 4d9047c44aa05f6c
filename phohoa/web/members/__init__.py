"""Members of a branch."""
