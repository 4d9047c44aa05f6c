"""Measures what docs/PERFORMANCE.md keeps; asserts nothing."""
