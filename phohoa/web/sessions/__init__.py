"""The committee's session: what branches propose, what is decided, and what becomes of it."""
