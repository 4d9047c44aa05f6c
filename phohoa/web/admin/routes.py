"""All routes of administration: accounts, the ward's settings, the logs."""

from . import accounts, logs, ward
from .blueprint import blueprint

__all__ = ["accounts", "blueprint", "logs", "ward"]
