"""Reminders: hints on data, digests by e-mail, texts to pass on."""
