"""Routes of due dates, the calendar, plans and forecasts."""

from . import deadlines, feed, forecasts, plans  # noqa: F401  (their routes stand on the same blueprint)
from .blueprint import blueprint

__all__ = ["blueprint"]
