"""The guide of each role."""
