"""Rounds of signing: where a paper stands, and each step by the means that the signatory has."""
