"""Issued documents, their files, and the check of any file."""
