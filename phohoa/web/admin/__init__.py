"""Accounts, settings of the ward, and the logs."""
