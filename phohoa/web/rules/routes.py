"""All routes of rules and calendar."""

from . import authority, handbook, holidays, sessions, values
from .blueprint import blueprint

__all__ = ["authority", "blueprint", "handbook", "holidays", "sessions", "values"]
