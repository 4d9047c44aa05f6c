"""The one blueprint of rules and calendar."""

from flask import Blueprint, request

blueprint = Blueprint("rules", __name__)


def year_asked() -> int | None:
    """The year behind the question mark; None for what is no year."""
    asked = request.args.get("year", "")
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) == 4 else None
