"""All routes of the committee's sessions."""

from . import conclusion_routes, decision_routes, session_routes
from .blueprint import blueprint

__all__ = ["blueprint", "conclusion_routes", "decision_routes", "session_routes"]
