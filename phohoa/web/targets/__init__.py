"""Targets of the plan in force against results."""
