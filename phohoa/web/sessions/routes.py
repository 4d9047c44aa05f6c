"""All routes of the committee's sessions."""

from . import branch_routes, conclusion_routes, copy_routes, decision_routes, paper_routes, session_routes
from .blueprint import blueprint

__all__ = [
    "blueprint",
    "branch_routes",
    "conclusion_routes",
    "copy_routes",
    "decision_routes",
    "paper_routes",
    "session_routes",
]
