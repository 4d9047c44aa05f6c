"""Sentences for the monthly review: code -> (title, sentence)."""

MESSAGES: dict[str, tuple[str, str]] = {}
