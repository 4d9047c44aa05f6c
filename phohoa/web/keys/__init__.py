"""Signing keys of the signatory, and the authorities trusted here."""
