"""Routes of due dates, the calendar, plans and forecasts."""

from . import deadlines  # noqa: F401  (its routes stand on the same blueprint)
from .blueprint import blueprint

__all__ = ["blueprint"]
