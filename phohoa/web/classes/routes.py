"""All routes of classes."""

from . import class_routes, notice_routes, people_routes, result_routes
from .blueprint import blueprint

__all__ = ["blueprint", "class_routes", "notice_routes", "people_routes", "result_routes"]
