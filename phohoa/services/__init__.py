"""The use cases: the only writers. No Flask here."""
