"""The outgoing register of numbers."""
