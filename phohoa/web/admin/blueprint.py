"""The one blueprint of administration."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__)
