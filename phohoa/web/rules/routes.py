"""All routes of rules and calendar."""

from . import sessions
from .blueprint import blueprint

__all__ = ["blueprint", "sessions"]
