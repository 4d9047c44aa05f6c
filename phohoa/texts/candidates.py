"""Sentences for people, boards and moves: code -> (title, sentence)."""

MESSAGES: dict[str, tuple[str, str]] = {}
