"""Branches and organisations: opened, renamed, closed."""
