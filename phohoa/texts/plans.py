"""Sentences for plans, signing and the register: code -> (title, sentence)."""

MESSAGES: dict[str, tuple[str, str]] = {}
